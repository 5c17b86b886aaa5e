namespace GpuBench.Reports.Figures;

/// <param name="Numerator">The accelerator, or variant, as it was asked for.</param>
public sealed record FigurePairsDocument(
    int SchemaVersion, string Numerator, string Denominator, IReadOnlyList<PairedQuantity> Quantities, IReadOnlyList<PairEntry> Pairs);
