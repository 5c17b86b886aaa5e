using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>Structured 2:4 sparsity skips half of the products: such a peak is twice the dense one, or mislabelled.</summary>
public sealed class SparsePeakCheck : IFigureCheck
{
    public string Name => "a 2:4 peak is twice the dense one";

    public CheckResult Run(CheckedData data)
    {
        var peaks = data.Data.Figures.Where(figure => figure.Quantity == Quantities.PeakCompute).ToList();
        var pairs = peaks.Where(peak => peak.Sparsity == "2:4")
            .Select(sparse => (sparse, dense: peaks.FindAll(peak => peak.Sparsity == "dense" && IsSame(peak, sparse))))
            .Where(pair => pair.dense.Count > 0);
        return CheckResult.Of(Name, "sparse peaks with a dense one beside", pairs, pair => Look(data, pair.sparse, pair.dense));
    }

    private static bool IsSame(PublishedFigure dense, PublishedFigure sparse) =>
        dense.VariantId == sparse.VariantId && dense.DType?.Input == sparse.DType?.Input && dense.UnitClass == sparse.UnitClass;

    private static IEnumerable<CheckFinding> Look(CheckedData data, PublishedFigure sparse, List<PublishedFigure> dense)
    {
        if (!dense.Exists(peak => PrintedRange.Of(peak).Times(2).Overlaps(PrintedRange.Of(sparse))))
            yield return data.Finding(
                sparse, $"{sparse.Value} is not twice {dense[0].Value} ({dense[0].Id})", "correct the sparsity of one of the two");
    }
}
