using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;

namespace GpuBench.Workloads.Models;

/// <summary>
/// Standard normal numbers, rounded to the type in which weights are stored, that repeat with a period: what all matrices of
/// a model are cut from.
/// </summary>
public sealed class WeightBlock
{
    /// <summary>
    /// A prime, so that no two rows of a matrix are equal: none has a million rows. Long enough that a matrix in it fills no cache
    /// that matters, short enough to be made in milliseconds.
    /// </summary>
    public const int Period = (1 << 20) - 3;

    private readonly float[] _values;

    /// <param name="longestRun">The longest row that will be asked for.</param>
    public WeightBlock(ulong seed, DType storage, int longestRun)
    {
        var once = Operand.Normal(seed, "weights", Period, storage).Unpack();
        _values = new float[Period + longestRun];
        once.CopyTo(_values, 0);
        once.AsSpan(0, longestRun).CopyTo(_values.AsSpan(Period));
    }

    /// <summary>The numbers of one period.</summary>
    public ReadOnlySpan<float> OnePeriod => _values.AsSpan(0, Period);

    /// <summary>Numbers from <paramref name="start"/> on, which may lie beyond the period.</summary>
    public ReadOnlySpan<float> Run(long start, int length) => _values.AsSpan((int)(start % Period), length);
}
