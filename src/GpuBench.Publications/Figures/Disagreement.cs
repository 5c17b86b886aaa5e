namespace GpuBench.Publications.Figures;

/// <summary>Published figures that contradict each other, with an explanation.</summary>
public sealed record Disagreement
{
    public required string Topic { get; init; }

    /// <summary>Ids of figures of one unit: one quantity from several sources, or a peak and an achieved figure above it.</summary>
    public required IReadOnlyList<string> Figures { get; init; }

    /// <summary>Id of the figure to use; null if only the range should be stated.</summary>
    public required string? Preferred { get; init; }

    public required string Because { get; init; }
}

/// <summary>The file results/disagreements.json.</summary>
public sealed record DisagreementList
{
    public required int SchemaVersion { get; init; }

    public required IReadOnlyList<Disagreement> Entries { get; init; }
}
