using GpuBench.Publications.Data;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>Results documents and papers refer to ids. No id that was ever published is removed or used twice.</summary>
public sealed class FigureIdsTests
{
    private static readonly IReadOnlyList<string> Shipped =
    [
        .. PublishedData.Shipped.Figures.Select(figure => figure.Id),
        .. PublishedData.Shipped.Rules.SelectMany(rule => rule.Limits).Select(limit => limit.Id),
    ];

    [Fact]
    public void Every_published_id_still_exists_once()
    {
        var published = File.ReadAllLines(Repository.File("tests/GpuBench.Tests/Publications/figure-ids.txt"));

        Assert.Equal(published.Order(StringComparer.Ordinal), Shipped.Where(published.ToHashSet().Contains).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_id_is_used_twice() => Assert.Equal(Shipped.Count, Shipped.Distinct().Count());
}
