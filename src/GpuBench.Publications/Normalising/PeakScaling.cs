using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Limits;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Publications.Normalising;

/// <summary>
/// Scales a compute figure from one variant of an accelerator to another by the ratio of their nominal peaks. This is a model; its
/// error comes from published variants.
/// </summary>
public sealed class PeakScaling
{
    private readonly NominalFigures _nominal;

    public PeakScaling(IReadOnlyList<Observation> figures, NominalFigures nominal)
    {
        _nominal = nominal;
        Spread = PublishedSpreads.PeakScaling(figures, figure => figure.Variant is { } variant ? PeakOf(variant, figure)?.Value : null);
    }

    /// <summary>Error of scaling by peaks between published variants, as factors below and above 1.</summary>
    public Interval Spread { get; }

    /// <returns>Null if a peak is missing, or the figure's work is not arithmetic.</returns>
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
        return (carried, new(RulingKind.Scale, FormattableString.Invariant($"scaled from {from} by nominal peak, × {factor:F3}"))
        {
            Rule = "scaled",
            Spread = Spread,
        });
    }

    /// <summary>The peak of the figure's types and unit. bf16 uses the peak of fp16 if its own is not published.</summary>
    private Observation? PeakOf(VariantId variant, Observation figure) =>
        _nominal.Peak(variant, figure.HardwareUnit, figure.DType?.Input)
        ?? (figure.DType?.Input == "bf16" ? _nominal.Peak(variant, figure.HardwareUnit, "fp16") : null);
}
