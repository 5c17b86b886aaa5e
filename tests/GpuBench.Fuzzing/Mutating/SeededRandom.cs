namespace GpuBench.Fuzzing.Mutating;

/// <summary>SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): the same numbers from the same seed on every machine and runtime.</summary>
public sealed class SeededRandom
{
    private ulong _state;

    /// <summary>The seed consists of the campaign's seed, the reader's name and the input's number.</summary>
    public SeededRandom(ulong seed, string reader, long index)
    {
        _state = seed ^ 0x9E3779B97F4A7C15;
        foreach (var letter in reader)
            _state = (_state ^ letter) * 0x100000001B3;
        _state = Mix(_state) ^ (ulong)index;
    }

    /// <returns>A number in 0 … <paramref name="bound"/> − 1. 0 for a bound below 1.</returns>
    public int Below(int bound) => bound < 1 ? 0 : (int)(Next() % (ulong)bound);

    public bool OneIn(int chances) => Below(chances) == 0;

    public T Of<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    private ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
