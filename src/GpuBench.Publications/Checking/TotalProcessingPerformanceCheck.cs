using System.Globalization;
using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>
/// TPP = 2 · MacTOPS · bits of an operand, dense, the largest over all types. A multiply-accumulate is two operations, so
/// that 2 · MacTOPS is the printed dense TFLOP/s or TOP/s.
/// </summary>
public sealed class TotalProcessingPerformanceCheck : IFigureCheck
{
    private const double PerTera = 1e-12;

    public string Name => "TPP is the largest dense peak times its bits";

    public CheckResult Run(CheckedData data) => CheckResult.Of(
        Name,
        "TPP figures",
        data.Data.Figures.Where(figure => figure.Quantity == Quantities.TotalProcessingPerformance),
        figure => Look(data, figure));

    private static IEnumerable<CheckFinding> Look(CheckedData data, PublishedFigure tpp)
    {
        var printed = PrintedRange.Of(tpp);
        var inputs = tpp.Inputs.Select(data.Data.Find).OfType<PublishedFigure>().Where(peak => NominalPeaks.Bits(peak) is not null).ToList();
        var reach = printed;
        foreach (var input in inputs)
        {
            var product = Product(input).Times(NominalPeaks.DiesOf(tpp));
            if (!product.Overlaps(printed))
                yield return data.Finding(tpp, $"{tpp.Value} is not the {Text(product)} of {input.Id}", "compute it again");
            reach = reach.Hull(product);
        }
        // Another source may print the same peak with a digit less: only one clearly above the inputs is a larger one.
        var larger = NominalPeaks.DenseOf(tpp, data.Data).FirstOrDefault(peak => NominalPeaks.Bits(peak) is not null && reach.IsBelow(Product(peak)));
        if (larger is not null)
            yield return data.Finding(tpp, $"{tpp.Value} is less than {larger.Id} gives", "compute it from that peak");
    }

    private static Interval Product(PublishedFigure peak) => PrintedRange.Of(peak).Times(NominalPeaks.Bits(peak)!.Value * PerTera);

    private static string Text(Interval range) => string.Create(CultureInfo.InvariantCulture, $"{range.Low:F0} .. {range.High:F0}");
}
