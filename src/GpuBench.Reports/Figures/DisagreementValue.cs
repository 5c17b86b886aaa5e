namespace GpuBench.Reports.Figures;

/// <param name="Id">Of the published figure.</param>
/// <param name="Value">As printed, in <paramref name="Unit"/>.</param>
/// <param name="Source">Slug of the publication.</param>
public sealed record DisagreementValue(string Id, double Value, string Unit, string Source);
