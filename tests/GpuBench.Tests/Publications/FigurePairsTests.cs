using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>Which published figures of two accelerators may be divided.</summary>
public sealed class FigurePairsTests
{
    private static readonly Normalizer Shipped = Normalizer.Shipped;
    private static readonly FigurePairs Pairs = new(Shipped);

    /// <summary>
    /// The numbers were counted by an independent rule from the same data. They are minimums, because new publications add tasks and remove
    /// none.
    /// </summary>
    [Theory]
    [InlineData("h20", "h100", Quantities.Attention, 84, 4)]
    [InlineData("h20", "h100", Quantities.MatMul, 20, 20)]
    [InlineData("h20", "h100", "video-time", 11, 0)]
    [InlineData("h20", "h100", "image-time", 2, 0)]
    [InlineData("h20", "h100", Quantities.PeakCompute, 7, 7)]
    [InlineData("910b", "h100", Quantities.MatMul, 10, 10)]
    [InlineData("910b", "h100", "serving-throughput", 1, 0)]
    [InlineData("910b", "h20", Quantities.MatMul, 10, 10)]
    [InlineData("910b", "h20", Quantities.PeakCompute, 3, 2)]
    public void Enough_tasks_pair_without_conversion(string numerator, string denominator, string quantity, int tasks, int defaultVariants)
    {
        var like = Between(numerator, denominator)
            .Where(pair => pair.Verdict is Verdict.Like or Verdict.Differs or Verdict.Range && pair.Count(RulingKind.Convert) == 0
                && pair.Numerator.Quantity.Name == quantity).ToList();
        var (mine, theirs) = (Shipped.Names.Resolve(numerator), Shipped.Names.Resolve(denominator));

        Assert.InRange(CountTasks(like), tasks, int.MaxValue);
        Assert.InRange(
            CountTasks(like.Where(pair => pair.Numerator.Variant == mine && pair.Denominator.Variant == theirs)),
            defaultVariants, int.MaxValue);
    }

    [Theory]
    [InlineData("h20", "910b")]
    [InlineData("910b", "h100")]
    public void Exchanging_the_accelerators_gives_the_same_pairs(string one, string other)
    {
        var there = Between(one, other).Select(pair => (pair.Numerator.Id, pair.Denominator.Id));
        var back = Between(other, one).Select(pair => (pair.Denominator.Id, pair.Numerator.Id));

        Assert.Equal(there.Order(), back.Order());
    }

    /// <summary>Grouping before comparing is fast. It may lose only pairs whose conversion is not needed.</summary>
    [Fact]
    public void Grouping_loses_no_pair_that_needs_no_conversion()
    {
        var found = Between("h20", "910b").Select(pair => (pair.Numerator.Id, pair.Denominator.Id)).ToHashSet();
        var all = Figures("h20")
            .SelectMany(_ => Figures("910b"), Shipped.Rules.Compare)
            .Where(pair => pair.Verdict != Verdict.Incomparable).ToList();

        Assert.Superset(found, all.Select(pair => (pair.Numerator.Id, pair.Denominator.Id)).ToHashSet());
        Assert.All(
            all.Where(pair => pair.Verdict == Verdict.Like), pair => Assert.Contains((pair.Numerator.Id, pair.Denominator.Id), found));
    }

    [Fact]
    public void Bf16_is_not_paired_with_fp16_if_both_sides_publish_both()
    {
        const string Suffix = "-gemm-throughput-";
        var pairs = Between("h20", "h100").Where(pair => pair.Numerator.Id == "h20-96gb-hbm3" + Suffix + "bf16-004").ToList();

        Assert.Contains(pairs, pair => pair.Denominator.Id == "h100-sxm5-80gb-80gb-hbm3" + Suffix + "bf16-004");
        Assert.DoesNotContain(pairs, pair => pair.Denominator.DType!.Input == "fp16");
    }

    [Fact]
    public void The_best_pair_of_a_task_has_two_stated_variants_if_such_a_pair_exists()
    {
        var products = new ProductPairs(Shipped, Pairs, Shipped.Names.Resolve("h20"), Shipped.Names.Resolve("h100"));
        var pairs = Pairs.Between(products.Numerators.Figures, products.Denominators.Figures);
        var best = products.Best;

        Assert.Equal(CountTasks(best), best.Count);
        Assert.Equal(
            pairs.Select(pair => pair.Numerator.Quantity.Name).ToHashSet(), best.Select(pair => pair.Numerator.Quantity.Name).ToHashSet());
        var stated = pairs.Where(pair => !pair.IsRangeOnly).Select(FigurePairs.TaskOf).ToHashSet();
        Assert.All(best, pair => Assert.Equal(!stated.Contains(FigurePairs.TaskOf(pair)), pair.IsRangeOnly));
    }

    [Fact]
    public void A_figure_without_a_pair_has_its_nearest_miss()
    {
        VariantId[] h20 = [Shipped.Names.Resolve("h20")];
        VariantId[] h100 = [Shipped.Names.Resolve("h100")];
        var misses = Pairs.NearestMisses(Pairs.FiguresOf(h20), Pairs.FiguresOf(h100)).Select(miss => miss.Pair).ToList();

        Assert.All(misses, miss => Assert.Equal(Verdict.Incomparable, miss.Verdict));
        Assert.Equal(misses.Count, misses.Select(miss => miss.Numerator.Id).Distinct().Count());
        Assert.Empty(misses.Select(miss => miss.Numerator.Id).Intersect(Pairs.Between(h20, h100).Select(pair => pair.Numerator.Id)));
        var link = Assert.Single(misses, miss => miss.Numerator.Id == "h20-96gb-hbm3-nvlink-alltoall-intranode-001");
        Assert.Contains("dispatch or combine", link.Why, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Comparison> Between(string numerator, string denominator) =>
        Pairs.Between(Shipped.Names.ResolveAll(numerator), Shipped.Names.ResolveAll(denominator));

    private static IEnumerable<Observation> Figures(string name)
    {
        var variants = Shipped.Names.ResolveAll(name).ToHashSet();
        return Shipped.Figures.All.Where(figure => variants.Contains(figure.Variant!.Value));
    }

    private static int CountTasks(IEnumerable<Comparison> pairs) => pairs.Select(FigurePairs.TaskOf).Distinct().Count();
}
