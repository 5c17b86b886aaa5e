namespace GpuBench.Publications.Figures;

/// <summary>Published figures that contradict each other, and what is made of it.</summary>
public sealed record Disagreement
{
    public required string Topic { get; init; }

    /// <summary>Ids, all of one unit: sources of one quantity, or a peak and the figure that was achieved above it.</summary>
    public required IReadOnlyList<string> Figures { get; init; }

    /// <summary>Id of the figure to use; null where only the range should be stated.</summary>
    public required string? Preferred { get; init; }

    public required string Because { get; init; }
}

/// <summary>The file results/disagreements.json.</summary>
public sealed record DisagreementList
{
    public required int SchemaVersion { get; init; }

    public required IReadOnlyList<Disagreement> Entries { get; init; }
}
