using System.Globalization;
using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>
/// TPP = 2 · MacTOPS · bits of an operand, dense, the maximum over all types. A multiply-accumulate is two operations, so 2 · MacTOPS is
/// the printed dense TFLOP/s or TOP/s.
/// </summary>
public sealed class TotalProcessingPerformanceCheck : IFigureCheck
{
    private const double PerTera = 1e-12;

    public string Name => "TPP is the largest dense peak times its bits";

    public FigureCheckResult Run(CheckedData data) => FigureCheckResult.Of(
        Name,
        "TPP figures",
        data.Data.Figures.Where(figure => figure.Quantity == Quantities.TotalProcessingPerformance),
        figure => Look(data, figure));

    private static IEnumerable<CheckFinding> Look(CheckedData data, PublishedFigure tpp)
    {
        var printed = PrintedRange.Of(tpp);
        var inputs = tpp.Inputs.Select(data.Data.Find).OfType<PublishedFigure>()
            .Where(peak => NominalPeaks.Bits(peak) is not null).ToList();
        var reach = printed;
        foreach (var input in inputs)
        {
            var product = Product(input).Times(NominalPeaks.DiesOf(tpp));
            if (!product.Overlaps(printed))
                yield return data.Finding(tpp, $"{tpp.Value} is not {Text(product)}, as computed from {input.Id}", "compute it again");
            reach = reach.Hull(product);
        }
        // Another source may print the same peak with fewer digits, so a larger peak must exceed the range of the inputs.
        var larger = NominalPeaks.DenseOf(tpp, data.Data)
            .FirstOrDefault(peak => NominalPeaks.Bits(peak) is not null && reach.IsBelow(Product(peak)));
        if (larger is not null)
            yield return data.Finding(tpp, $"{tpp.Value} is less than computed from {larger.Id}", "compute it from that peak");
    }

    private static Interval Product(PublishedFigure peak) => PrintedRange.Of(peak).Times(NominalPeaks.Bits(peak)!.Value * PerTera);

    private static string Text(Interval range) => string.Create(CultureInfo.InvariantCulture, $"{range.Low:F0} .. {range.High:F0}");
}

/// <summary>Performance density = TPP / die area.</summary>
public sealed class PerformanceDensityCheck : IFigureCheck
{
    public string Name => "performance density is TPP over die area";

    public FigureCheckResult Run(CheckedData data) => FigureCheckResult.Of(
        Name,
        "computed densities",
        data.Data.Figures.Where(figure => figure.Quantity == Quantities.PerformanceDensity && figure.Inputs.Count > 0),
        figure => Look(data, figure));

    private static IEnumerable<CheckFinding> Look(CheckedData data, PublishedFigure density)
    {
        var inputs = density.Inputs.Select(data.Data.Find).OfType<PublishedFigure>().ToList();
        var tpp = inputs.Find(input => input.Quantity == Quantities.TotalProcessingPerformance);
        var area = inputs.Find(input => input.Quantity == Quantities.DieArea);
        if (tpp is null || area is null)
        {
            yield return data.Finding(density, "its inputs are not one TPP and one die area", "name both in inputs");
            yield break;
        }
        var areas = PrintedRange.Of(area).Times(NominalPeaks.DiesOf(density));
        var performance = PrintedRange.Of(tpp);
        var quotient = new Interval(performance.Low / areas.High, performance.High / areas.Low);
        if (!quotient.Overlaps(PrintedRange.OfDigits(density)))
            yield return data.Finding(
                density,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{density.Value} is not {quotient.Low:F2} .. {quotient.High:F2}, as computed from its inputs"),
                "compute it again");
    }
}

/// <summary>2:4 sparsity skips half of the products, so a sparse peak must be twice the dense one.</summary>
public sealed class SparsePeakCheck : IFigureCheck
{
    public string Name => "a 2:4 peak is twice the dense one";

    public FigureCheckResult Run(CheckedData data)
    {
        var peaks = data.Data.Figures.Where(figure => figure.Quantity == Quantities.PeakCompute).ToList();
        var pairs = peaks.Where(peak => peak.Sparsity == "2:4")
            .Select(sparse => (sparse, dense: peaks.FindAll(peak => peak.Sparsity == "dense" && IsSame(peak, sparse))))
            .Where(pair => pair.dense.Count > 0);
        return FigureCheckResult.Of(Name, "sparse peaks that have a dense one", pairs, pair => Look(data, pair.sparse, pair.dense));
    }

    private static bool IsSame(PublishedFigure dense, PublishedFigure sparse) =>
        dense.VariantId == sparse.VariantId && dense.DType?.Input == sparse.DType?.Input && dense.HardwareUnit == sparse.HardwareUnit;

    private static IEnumerable<CheckFinding> Look(CheckedData data, PublishedFigure sparse, List<PublishedFigure> dense)
    {
        if (!dense.Exists(peak => PrintedRange.Of(peak).Times(2).Overlaps(PrintedRange.Of(sparse))))
            yield return data.Finding(
                sparse, $"{sparse.Value} is not twice {dense[0].Value} ({dense[0].Id})", "correct the sparsity of one of the two");
    }
}

internal static class NominalPeaks
{
    /// <summary>
    /// Bits of an operand as the export rules count them: only used bits, so 19 for tf32. Types of unknown width are omitted.
    /// </summary>
    private static readonly Dictionary<string, int> OperandBits = new()
    {
        ["fp64"] = 64,
        ["fp32"] = 32,
        ["tf32"] = 19,
        ["fp16"] = 16,
        ["bf16"] = 16,
        ["fp8"] = 8,
        ["fp8-e4m3"] = 8,
        ["int16"] = 16,
        ["int8"] = 8,
        ["fp4"] = 4,
        ["int4"] = 4,
    };

    public static int? Bits(PublishedFigure peak) =>
        peak.DType is { } type && OperandBits.TryGetValue(type.Input, out var bits) ? bits : null;

    /// <summary>Number of dies of the product. A variant <c>dual-…</c> has two.</summary>
    public static int DiesOf(PublishedFigure figure) => figure.Variant.StartsWith("dual-", StringComparison.Ordinal) ? 2 : 1;

    /// <summary>Dense peaks of the same product, without recalled ones and without those to which another source is preferred.</summary>
    public static IEnumerable<PublishedFigure> DenseOf(PublishedFigure figure, PublishedData data) =>
        data.Figures.Where(peak => peak.Quantity == Quantities.PeakCompute && peak.VariantId == figure.VariantId
            && peak is { Sparsity: "dense", Bound: null } && peak.Confidence != "recalled" && !IsDispreferred(peak, data));

    private static bool IsDispreferred(PublishedFigure figure, PublishedData data) => data.Disagreements.Any(entry =>
        entry.Preferred is not null && entry.Preferred != figure.Id && entry.Figures.Contains(figure.Id));
}
