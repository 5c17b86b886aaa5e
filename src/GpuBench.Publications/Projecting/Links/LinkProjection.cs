using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Projecting.Laws;

namespace GpuBench.Publications.Projecting.Links;

/// <summary>A language model on several devices: the time of one device's share, and of the sums between them.</summary>
public sealed record LinkProjection
{
    /// <summary>Below this, both ends of the time are printed as one.</summary>
    private const double NotableDifference = 1.05;

    private readonly ModelTask _task;

    internal LinkProjection(ModelTask task) => _task = task;

    /// <summary>Null if there is a time.</summary>
    public string? Refusal { get; init; }

    /// <summary><c>prefill</c>, <c>decode</c>, or <c>generate</c> for a whole request.</summary>
    public string Phase => _task.Class;

    /// <summary>Bytes of one message: of a step, if there are steps.</summary>
    public double SumBytes { get; init; }

    /// <summary>Memory and arithmetic of one device.</summary>
    public double DeviceSeconds { get; init; }

    /// <summary>All sums with the links that were measured by size: the product's own, or those of the full part.</summary>
    public double FullSumSeconds { get; init; }

    /// <summary>All sums with the product's own links. Both ends are equal if the links were measured by size.</summary>
    public Interval SumSeconds { get; init; }

    /// <summary>The whole task with the links that were measured by size.</summary>
    public double FullSeconds => DeviceSeconds + FullSumSeconds;

    public Interval Seconds => new(DeviceSeconds + SumSeconds.Low, DeviceSeconds + SumSeconds.High);

    /// <summary>Both ends differ by more than 5 %.</summary>
    public bool HasTwoEnds => Seconds.High / Seconds.Low > NotableDifference;

    /// <summary>Tokens per second, as the task counts them. The slower end comes first.</summary>
    public Interval TokensPerSecond => new(_task.Amount / Seconds.High, _task.Amount / Seconds.Low);

    /// <summary>Rate with the product's own links over the rate with those of the full part.</summary>
    public Interval Ratio => new(FullSeconds / Seconds.High, FullSeconds / Seconds.Low);

    /// <summary>Equal for observations of the same work, whatever engine did it.</summary>
    public object Work => _task;
}
