using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Projecting.Laws;
using GpuBench.Publications.Projecting.Validating;

namespace GpuBench.Publications.Projecting;

/// <summary>The time that a product would take for a task, from a law learnt from published figures, or why there is none.</summary>
public sealed record Projection
{
    /// <summary>The product whose nominal figures were used.</summary>
    public required VariantId Onto { get; init; }

    /// <summary>The class of the task, e.g. <c>gemm</c>; null if no law speaks of it.</summary>
    public string? Class { get; init; }

    /// <summary>Null if there is a time.</summary>
    public string? Refusal { get; init; }

    public double Seconds { get; init; }

    /// <summary>90 %.</summary>
    public Interval SecondsInterval { get; init; }

    /// <summary>The same as the value of the observation, in its unit.</summary>
    public double Value { get; init; }

    /// <summary>90 %.</summary>
    public Interval ValueInterval { get; init; }

    /// <summary>What the figures do not have. Its validation says how large errors were.</summary>
    public Question Question { get; init; }

    /// <summary>What the product uses, e.g. <c>flash-attention-3</c> or <c>an engine of graphs or C++</c>; null if it has one way.</summary>
    public string? Engine { get; init; }

    /// <summary>Reservations, most serious first: extrapolation, a limit that was applied, a share above any published one.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Half of the interval, as a factor on the time.</summary>
    public double HalfWidth => Math.Sqrt(SecondsInterval.High / SecondsInterval.Low);

    internal ProjectedTask? Task { get; init; }

    internal static Projection Refuse(VariantId onto, string? taskClass, string why) =>
        new() { Onto = onto, Class = taskClass, Refusal = why };
}
