using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Limits;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Publications.Normalising;

/// <summary>
/// Carries a compute figure from one variant of an accelerator to another by the ratio of their nominal peaks: a model, with
/// the error that it is published to have had elsewhere.
/// </summary>
public sealed class PeakScaling
{
    private readonly NominalFigures _nominal;

    public PeakScaling(IReadOnlyList<Observation> figures, NominalFigures nominal)
    {
        _nominal = nominal;
        Spread = PublishedSpreads.PeakScaling(figures, figure => figure.Variant is { } variant ? PeakOf(variant, figure)?.Value : null);
    }

    /// <summary>How wrong scaling by peaks has been between published variants, as factors below and above 1.</summary>
    public Interval Spread { get; }

    /// <returns>Null where a peak is missing, or the figure is not one of computing.</returns>
    public (Observation Carried, Ruling Ruling)? Carry(Observation figure, VariantId to)
    {
        if (WorkloadDefinitions.OfKind(figure.Kind) is not { MovesBytes: false }
            || figure.Variant is not { } from || PeakOf(from, figure) is not { } mine || PeakOf(to, figure) is not { } theirs)
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
            Spread = Spread,
        });
    }

    /// <summary>The peak for the figure's types and unit; bf16 has that of fp16 where only one is published.</summary>
    private Observation? PeakOf(VariantId variant, Observation figure) =>
        _nominal.Peak(variant, figure.UnitClass, figure.DType?.Input)
        ?? (figure.DType?.Input == "bf16" ? _nominal.Peak(variant, figure.UnitClass, "fp16") : null);
}
