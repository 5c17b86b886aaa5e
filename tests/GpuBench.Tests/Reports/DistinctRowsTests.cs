using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Figures;
using GpuBench.Reports.Tables;
using Xunit;

namespace GpuBench.Tests.Reports;

/// <summary>Two rows of a table never look the same: their labels name what differs, if need be the source or the place in it.</summary>
public sealed class DistinctRowsTests
{
    private static readonly Normalizer Shipped = Normalizer.Shipped;

    [Theory]
    [InlineData("a800", "a100")]
    [InlineData("h20", "h100")]
    [InlineData("910b", "h100")]
    [InlineData("h200", "h100")]
    public void Pairs_differ_in_their_labels(string numerator, string denominator)
    {
        var pairs = new FigurePairs(Shipped).Between(Shipped.Names.ResolveAll(numerator), Shipped.Names.ResolveAll(denominator));

        AreDistinct(FigurePairsReport.Of(numerator, denominator, pairs, Shipped).Sections.Skip(1), 0);
    }

    [Fact]
    public void Figures_of_one_product_differ_in_their_tasks()
    {
        foreach (var accelerator in Shipped.Data.Accelerators)
            foreach (var variant in accelerator.Variants)
            {
                var id = new VariantId(accelerator.Slug, variant.Slug);
                var figures = Shipped.Data.Figures.Where(figure => figure.VariantId == id).ToList();
                AreDistinct(FigureListReport.Of(figures, Shipped.Data).Sections, 2);
            }
    }

    private static void AreDistinct(IEnumerable<Section> sections, int label)
    {
        foreach (var section in sections)
            Assert.Empty(section.Table.Rows.CountBy(row => (row[label], Rest(row))).Where(same => same.Value > 1).Select(same => same.Key));

        // In the list of figures, value and type have their own columns.
        string Rest(IReadOnlyList<string> row) => label == 2 ? $"{row[1]} {row[3]}" : "";
    }
}
