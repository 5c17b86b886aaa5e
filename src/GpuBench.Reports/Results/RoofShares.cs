using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;

namespace GpuBench.Reports.Results;

/// <summary>What a row's value is a share of: the roofs that the same run measured, and the product's nominal peaks.</summary>
/// <param name="rows">All rows of one device.</param>
public sealed class RoofShares(IReadOnlyList<ResultRow> rows, ResultNormalizer normalizer)
{
    /// <summary>
    /// Of the peak in the row's accumulator type, or of the fastest stream, whichever the row is bound by. Null where that
    /// roof was not measured, and for rows done by another unit than the roof's.
    /// </summary>
    public double? OfMeasuredRoof(ResultRow row) => row.Median / (row.Bound switch
    {
        Bound.Compute when row.Unit == UnitClass.Simt => Best(r =>
            r.Workload == "peak" && r.ValueUnit == row.ValueUnit && r.DType?.Accumulate == row.DType?.Accumulate),
        Bound.Memory when row.Unit == UnitClass.Copy => Best(r => r.Workload == "stream"),
        Bound.Memory when row.Unit == UnitClass.Simt => Best(r => r.Workload == "stream") * row.Work.ArithmeticIntensity,
        _ => null,
    });

    /// <summary>
    /// Of the published dense peak in the row's type and unit, or of the nominal memory bandwidth for streams. Null for a device
    /// that no file of results/accelerators names, or where that peak is not published.
    /// </summary>
    public double? OfNominalPeak(ResultRow row)
    {
        if (normalizer.VariantOf(row.Device) is not { } variant || row.Status != TrialStatus.Ok)
            return null;
        return row.Median / row.Workload switch
        {
            "stream" => Nominal(variant, Quantities.PeakBandwidth, _ => true),
            "link" => null,
            _ => row.DType is { } type
                ? Nominal(variant, Quantities.PeakCompute, peak => peak.Sparsity == "dense" && peak.UnitClass == row.Unit?.Text() && peak.DType?.Input == type.Input.Text())
                : null,
        };
    }

    private double? Nominal(VariantId variant, string quantity, Func<Observation, bool> fits) => normalizer.Normalizer.Figures.All
        .Where(figure => figure.Unusable is null && figure.Variant == variant && figure.Quantity.Name == quantity && fits(figure))
        .MinBy(figure => normalizer.Normalizer.Data.Publications[figure.Source!].Source.Tier)?.Value;

    private double? Best(Func<ResultRow, bool> roof) => rows.Where(roof).Max(r => r.Median);
}
