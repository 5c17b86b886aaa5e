using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Normalising;

/// <summary>
/// Carries a compute figure from one variant of an accelerator to another by the ratio of their nominal peaks: a model, with
/// the error that it is published to have had elsewhere.
/// </summary>
public sealed class PeakScaling
{
    private readonly IReadOnlyList<Observation> _peaks;
    private readonly Interval _spread;

    public PeakScaling(IReadOnlyList<Observation> figures)
    {
        _peaks = [.. figures.Where(figure => figure is { Unusable: null, Quantity.Name: Quantities.PeakCompute, Sparsity: "dense" })];
        _spread = PublishedSpreads.PeakScaling(figures, figure => figure.Variant is { } variant ? PeakOf(variant, figure)?.Value : null);
    }

    /// <summary>The nominal peak for the types and unit of <paramref name="task"/>; bf16 has that of fp16 where only one is published.</summary>
    public Observation? PeakOf(VariantId variant, Observation task) =>
        NominalPeak(variant, task.UnitClass, task.DType?.Input)
        ?? (task.DType?.Input == "bf16" ? NominalPeak(variant, task.UnitClass, "fp16") : null);

    /// <summary>The nominal dense peak of one unit and type.</summary>
    public Observation? NominalPeak(VariantId variant, string? unitClass, string? input) =>
        _peaks.FirstOrDefault(peak => peak.Variant == variant && peak.UnitClass == unitClass && peak.DType?.Input == input);

    /// <returns>Null where a peak is missing, or the figure is not one of computing.</returns>
    public (Observation Carried, Ruling Ruling)? Carry(Observation figure, VariantId to)
    {
        if (figure is not { Kind: "gemm" or "attention", Variant: { } from } || PeakOf(from, figure) is not { } mine || PeakOf(to, figure) is not { } theirs)
            return null;
        var factor = theirs.Value / mine.Value;
        var carried = figure with
        {
            Variant = to,
            Value = figure.Value * factor,
            Interval = new(figure.Interval.Low * factor, figure.Interval.High * factor),
        };
        return (carried, new(RulingKind.Scale, FormattableString.Invariant($"{from} by nominal peak, × {factor:F3}"))
        {
            Rule = "scaled",
            Spread = _spread,
        });
    }
}
