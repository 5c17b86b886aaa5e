using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Limits;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising;

/// <summary>
/// Figures that do not name their variant exactly. The value of another variant differs about as the nominal figures of the variants do.
/// </summary>
internal sealed class VariantDoubts(IReadOnlyList<Accelerator> accelerators, NominalFigures nominal, PeakScaling scaling)
{
    private static readonly Interval None = new(1, 1);

    /// <summary>By all that a doubt depends on: thousands of figures have a few hundred.</summary>
    private readonly Dictionary<(VariantId, string, string, string?, string?, WorkSize), VariantDoubt?> _known = [];

    /// <returns>Null if the figure names its variant.</returns>
    public VariantDoubt? Of(Observation figure)
    {
        var key = (
            figure.Variant!.Value, figure.Quantity.Name, figure.Kind + figure.SiUnit, figure.DType?.Input, figure.HardwareUnit,
            WorkSizes.Of(figure));
        if (!_known.TryGetValue(key, out var doubt))
            _known[key] = doubt = Judge(figure);
        return doubt;
    }

    private VariantDoubt? Judge(Observation figure)
    {
        var variant = figure.Variant!.Value;
        var all = accelerators.First(accelerator => accelerator.Slug == variant.Accelerator).Variants
            .Select(other => new VariantId(variant.Accelerator, other.Slug)).Where(other => !other.IsUnstated);
        if (variant.IsUnstated)
            return new("variant", Spread(figure, [.. all], isModelled: true));
        var covered = all.Where(variant.Covers).ToList();
        return covered.Count == 0 ? null : new(
            $"variant: {variant.Variant} may be {string.Join(" or ", covered.Select(other => other.Variant))}",
            Spread(figure, covered, isModelled: false));
    }

    /// <param name="isModelled">Whether the error of scaling by peaks joins the range of the peaks.</param>
    private Interval Spread(Observation figure, IReadOnlyList<VariantId> variants, bool isModelled)
    {
        if (figure.Quantity.IsNominal)
            return Range(variants, variant => Same(variant, figure));
        if (figure.CrossesLink)
            return Range(variants, variant => First(variant, Quantities.LinkPeak));
        if (figure.MovesBytes)
            return Range(variants, variant => First(variant, Quantities.PeakBandwidth));
        var compute = figure.HardwareUnit == "mixed"
            ? Range(variants, variant => nominal.Peak(variant, "tensor", "fp16")?.Value)
                .Hull(Range(variants, variant => First(variant, Quantities.PeakBandwidth)))
            : Range(variants, variant => nominal.PeakOrHalf(variant, figure)?.Value);
        return isModelled && figure.HardwareUnit != "mixed" ? compute.InQuadrature(scaling.Spread(WorkSizes.Of(figure))) : compute;
    }

    private double? First(VariantId variant, string quantity) => Exact(nominal.Of(variant, quantity).FirstOrDefault());

    /// <summary>A figure printed as "more than" is not an end of a range.</summary>
    private static double? Exact(Observation? figure) => figure is { IsLowerBound: false } ? figure.Value : null;

    /// <summary>The same nominal figure of another variant.</summary>
    private double? Same(VariantId variant, Observation figure) => nominal.Of(variant, figure.Quantity.Name)
        .FirstOrDefault(other => !other.IsLowerBound && Meaning(other) == Meaning(figure))?.Value;

    private static (string, string?, string?) Meaning(Observation figure) => (figure.SiUnit, figure.DType?.Input, figure.HardwareUnit);

    /// <summary>Any of the variants may be meant, and any of them may be the one that the ratio is used for.</summary>
    private static Interval Range(IEnumerable<VariantId> variants, Func<VariantId, double?> valueOf)
    {
        var values = variants.Select(valueOf).OfType<double>().ToList();
        return values.Count == 0 ? None : new(values.Min() / values.Max(), values.Max() / values.Min());
    }
}
