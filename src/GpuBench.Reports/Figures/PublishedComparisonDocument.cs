namespace GpuBench.Reports.Figures;

/// <param name="Device">E.g. <c>h20-96gb-hbm3</c>.</param>
public sealed record PublishedComparisonDocument(
    int SchemaVersion, string Device, IReadOnlyList<string> Against, IReadOnlyList<PairEntry> Pairs, IReadOnlyList<RefusedGroup> Refused);
