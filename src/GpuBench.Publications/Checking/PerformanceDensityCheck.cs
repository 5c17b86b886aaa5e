using System.Globalization;
using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>Performance density = TPP / area of the dies that it comes from.</summary>
public sealed class PerformanceDensityCheck : IFigureCheck
{
    public string Name => "performance density is TPP over die area";

    public CheckResult Run(CheckedData data) => CheckResult.Of(
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
                string.Create(CultureInfo.InvariantCulture, $"{density.Value} is not the {quotient.Low:F2} .. {quotient.High:F2} of its inputs"),
                "compute it again");
    }
}
