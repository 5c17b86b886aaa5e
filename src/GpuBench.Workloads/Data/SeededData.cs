using System.Numerics;

namespace GpuBench.Workloads.Data;

/// <summary>
/// Random operands that depend only on seed, tensor name and position: the same on every machine, engine and number of threads.
/// Not zeros, because a chip that multiplies zeros draws less power and clocks higher.
/// </summary>
public static class SeededData
{
    private const float TwoToMinus24 = 1f / (1 << 24);

    /// <summary>Standard normal values by the Box-Muller transform of a counter-based generator.</summary>
    /// <param name="tensor">Distinguishes the operands of one trial, e.g. <c>A</c>.</param>
    public static float[] Normal(ulong seed, string tensor, long count)
    {
        var values = new float[count];
        var stream = Stream(seed, tensor);
        Chunks.ForEach(count, Chunks.Length, (start, length) => FillNormal(values.AsSpan((int)start, length), stream, (ulong)start));
        return values;
    }

    /// <summary>64 well-mixed bits for position <paramref name="index"/> of a stream: SplitMix64 (Steele, Lea, Flood 2014).</summary>
    public static ulong Bits(ulong stream, ulong index) => Mix(stream + (index + 1) * 0x9E3779B97F4A7C15);

    /// <summary>The random stream of one tensor.</summary>
    internal static ulong Stream(ulong seed, string tensor) => Mix(seed ^ HashName(tensor));

    /// <summary>A part of the values of <see cref="Normal"/>.</summary>
    /// <param name="firstIndex">Start of the part; even, because one draw gives a pair of values.</param>
    internal static void FillNormal(Span<float> values, ulong stream, ulong firstIndex)
    {
        for (var i = 0; i < values.Length; i += 2)
        {
            var bits = Bits(stream, firstIndex + (ulong)i);
            var radius = MathF.Sqrt(-2 * MathF.Log(((uint)(bits >> 40) + 1) * TwoToMinus24));
            var (sin, cos) = MathF.SinCos((uint)(bits & 0xFFFFFF) * (MathF.Tau * TwoToMinus24));
            values[i] = radius * cos;
            if (i + 1 < values.Length)
                values[i + 1] = radius * sin;
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static ulong HashName(string name) =>
        name.Aggregate(0xCBF29CE484222325, (hash, letter) => BitOperations.RotateLeft(hash, 7) ^ (letter * 0x100000001B3ul));
}
