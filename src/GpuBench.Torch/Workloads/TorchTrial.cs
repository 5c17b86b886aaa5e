using GpuBench.Measuring.Trials;
using GpuBench.Torch.Tensors;

namespace GpuBench.Torch.Workloads;

/// <summary>A prepared trial put together from its parts.</summary>
internal sealed class TorchTrial(
    KernelUsed kernel, UnitClass unit, int setCount, Action<int> launch, Func<int, CheckResult> check, IReadOnlyList<IDisposable> owned)
    : IPreparedTrial
{
    public KernelUsed Kernel => kernel;

    public UnitClass Unit => unit;

    public int SetCount => setCount;

    public void Launch(int index) => launch(index);

    public CheckResult Check(int index) => check(index);

    public void Dispose()
    {
        foreach (var item in owned)
            item.Dispose();
    }
}

/// <summary>
/// Results that libtorch allocates itself: for each set of operands the latest, held until the next has been computed, as a
/// variable in a Python loop holds it.
/// </summary>
internal sealed class LatestResults(int setCount) : IDisposable
{
    private readonly ITensor?[] _results = new ITensor?[setCount];
    private uint[]? _words;

    public void Keep(int index, ITensor result)
    {
        var slot = index % _results.Length;
        _results[slot]?.Dispose();
        _results[slot] = result;
    }

    /// <summary>What launch <paramref name="index"/> left, packed; then poisoned, so that neither it nor its memory passes a second time.</summary>
    /// <returns>Empty where no launch left anything; otherwise good until the next call.</returns>
    public uint[] Take(int index)
    {
        var slot = index % _results.Length;
        if (_results[slot] is not { } result)
            return [];
        _words = result.Words(_words);
        result.Poison();
        result.Dispose();
        _results[slot] = null;
        return _words;
    }

    public void Dispose()
    {
        foreach (var result in _results)
            result?.Dispose();
    }
}

internal static class MissingResult
{
    /// <summary>A launch that left no result at all: as wrong as can be.</summary>
    public static CheckResult Check { get; } = new(double.PositiveInfinity, Tolerance: 1, "nothing: the launch left no result");
}
