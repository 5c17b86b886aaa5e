using GpuBench.Publications.Normalising;
using GpuBench.Reports.Figures;
using Xunit;

namespace GpuBench.Tests.Reports;

public sealed class FigureLimitTests
{
    /// <summary>2400 is the lower end of the band that 3A090.b licenses.</summary>
    [Theory]
    [InlineData("rtx-pro-6000d-pcie-84gb-tpp-achieved-001", 2289)]
    [InlineData("h20-96gb-hbm3-tpp-001", 2368)]
    public void The_performance_of_a_card_for_China_is_shown_below_the_limit_it_was_made_for(string id, double performance)
    {
        var detail = Detail(id);
        Assert.Equal(performance, detail.Figure.Value);
        Assert.Contains(detail.Limits, limit => limit is { Rule: "3A090", Limit: { Paragraph: "3A090.b", Value: 2400, Unit: "TPP" } });
        Assert.All(detail.Limits, limit => Assert.Equal(detail.Figure.Unit, limit.Limit.Unit));
        var report = FigureDetailReport.Of(detail, Normalizer.Shipped.Names);
        Assert.Contains(report.Sections, section => section.Title.Contains("export rules", StringComparison.Ordinal));
    }

    /// <summary>Rules limit the sum of bandwidths too, which no figure states.</summary>
    [Theory]
    [InlineData("h20-96gb-hbm3-memory-bandwidth-001")]
    [InlineData("h20-96gb-hbm3-memory-type-001")]
    public void Figures_in_other_units_and_in_words_have_no_limit(string id) => Assert.Empty(Detail(id).Limits);

    private static FigureDetail Detail(string id) => FigureDetail.Of(Normalizer.Shipped.Data.Find(id)!, Normalizer.Shipped);
}
