namespace GpuBench.Measuring.Results;

/// <summary>A row set against one published figure. The words are those of results/README.md.</summary>
public sealed record RowComparison : Extensible
{
    /// <summary>The accelerator, e.g. <c>h100</c>.</summary>
    public required string Against { get; init; }

    public required string Variant { get; init; }

    /// <summary><c>unit</c>: the same hardware unit on both sides; <c>task</c>: the same job; null where nothing was divided.</summary>
    public string? Kind { get; init; }

    /// <summary>How many times as good as the published figure; null where refused, or where only a range can be given.</summary>
    public double? Ratio { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>The device can do this or more.</summary>
    public bool IsLowerBound { get; init; }

    /// <summary><c>like</c>, <c>convertible</c>, <c>bound</c>, <c>scaled</c> or <c>incomparable</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>Id of the figure divided by, or of the nearest miss; null where nothing of the kind is published.</summary>
    public string? Figure { get; init; }

    /// <summary>The rule that refused, in one word; null where the pair was divided.</summary>
    public string? Refused { get; init; }

    /// <summary>What was converted, what is unknown, or why the pair was refused.</summary>
    public required string Why { get; init; }
}
