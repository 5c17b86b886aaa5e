namespace GpuBench.Publications.Headline;

/// <summary>
/// The figures that are quoted first, of the H100, the H20 and the Ascend 910B: results/headline.json names them, and their
/// values come from the figures themselves.
/// </summary>
public sealed record HeadlineTable
{
    public required int SchemaVersion { get; init; }

    public required IReadOnlyList<HeadlineRow> Rows { get; init; }
}
