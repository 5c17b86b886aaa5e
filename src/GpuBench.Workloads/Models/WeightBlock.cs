using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;

namespace GpuBench.Workloads.Models;

/// <summary>
/// Standard normal numbers, rounded to the storage type of the weights, that repeat with a period. All matrices of a model are parts
/// of this sequence.
/// </summary>
public sealed class WeightBlock
{
    /// <summary>
    /// A prime, so that no two rows of a matrix are equal: none has a million rows. Too long for the caches that matter, short enough
    /// to be generated in milliseconds.
    /// </summary>
    public const int Period = (1 << 20) - 3;

    private readonly float[] _values;

    /// <param name="longestRun">The longest row that is read.</param>
    public WeightBlock(ulong seed, DType storage, int longestRun)
    {
        var once = Operand.Normal(seed, "weights", Period, storage).Unpack();
        _values = new float[Period + longestRun];
        once.CopyTo(_values, 0);
        once.AsSpan(0, longestRun).CopyTo(_values.AsSpan(Period));
    }

    /// <summary>The numbers of one period.</summary>
    public ReadOnlySpan<float> OnePeriod => _values.AsSpan(0, Period);

    /// <summary>Numbers from <paramref name="start"/> on, which may exceed the period.</summary>
    public ReadOnlySpan<float> Run(long start, int length) => _values.AsSpan((int)(start % Period), length);
}
