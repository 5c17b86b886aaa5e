namespace GpuBench.Publications.Figures;

/// <summary>The file results/disagreements.json.</summary>
public sealed record DisagreementList
{
    public required int SchemaVersion { get; init; }

    public required IReadOnlyList<Disagreement> Entries { get; init; }
}
