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
    private readonly Dictionary<WorkSize, Interval> _spreads;
    private readonly string _origin;

    public PeakScaling(IReadOnlyList<Observation> figures, NominalFigures nominal)
    {
        _nominal = nominal;
        var errors = PublishedSpreads.PeakScaling(
            figures, figure => figure.Variant is { } variant ? nominal.PeakOrHalf(variant, figure)?.Value : null);
        _spreads = Enum.GetValues<WorkSize>().ToDictionary(
            size => size, size => PublishedSpreads.Range(errors.Where(error => error.Size == size).Select(error => error.Ratio)));
        _origin = Origin(errors);
    }

    /// <summary>Error of scaling by peaks between published variants, as factors below and above 1.</summary>
    public Interval Spread(WorkSize size) => _spreads[size];

    /// <returns>Null if a peak is missing, or the figure's work is not arithmetic.</returns>
    public (Observation Carried, Ruling Ruling)? Carry(Observation figure, VariantId to)
    {
        if (WorkloadDefinitions.OfKind(figure.Kind) is not { MovesBytes: false } || figure.HardwareUnit is not ("tensor" or "simt")
            || figure.Variant is not { } from || _nominal.PeakOrHalf(from, figure) is not { } mine
            || _nominal.PeakOrHalf(to, figure) is not { } theirs)
            return null;
        var factor = theirs.Value / mine.Value;
        var carried = figure with
        {
            Variant = to,
            Value = figure.Value * factor,
            Interval = new(figure.Interval.Low * factor, figure.Interval.High * factor),
        };
        return (carried, new(
            RulingKind.Scale, FormattableString.Invariant($"scaled from {from} by nominal peak, × {factor:F3}; {_origin}"))
        {
            Rule = "scaled",
            // The figure is the divisor.
            Spread = Spread(WorkSizes.Of(figure)).Inverse(),
        });
    }

    /// <summary>The products behind the error, so that a reader sees how few they are.</summary>
    private static string Origin(IReadOnlyList<ScalingError> errors)
    {
        var pairs = errors
            .Select(error => string.Join(" and ", new[] { $"{error.Mine}", $"{error.Theirs}" }.Order(StringComparer.Ordinal)))
            .Distinct().ToList();
        return pairs.Count switch
        {
            0 => "the error of this model is unknown",
            1 => $"the error of this model is that of one pair of products, {pairs[0]}",
            _ => FormattableString.Invariant($"the error of this model is that of {pairs.Count} pairs of products"),
        };
    }
}
