using CsCheck;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>
/// Two rows that differ in a field that both state, or of which one names no variant, never get the verdict like.
/// </summary>
public sealed class LikePropertyTests
{
    private static readonly IReadOnlyList<Observation> Shipped = Normalizer.Shipped.Figures.All;

    private static readonly Gen<Observation> Figure = Gen.OneOf<Observation>([.. Shipped.Where(figure => figure.Unusable is null)]);

    private static readonly string[] Types =
        ["fp64", "fp32", "tf32", "hf32", "fp16", "bf16", "fp8-e4m3", "fp8", "int8", "int4", "mixed", "unstated"];

    /// <summary>Arrays beyond the cache may have any size.</summary>
    private static readonly string[] Sizes = ["bytes", "arrayBytes", "elements"];

    private static readonly string[] Conventions = ["2MNK", "full", "causal-half", "causal-exact", "unstated"];

    /// <summary>All pairs of figures of one quantity, in both orders.</summary>
    [Fact]
    public void Two_different_shipped_figures_are_never_like()
    {
        foreach (var figures in Shipped.GroupBy(figure => figure.Quantity))
            foreach (var mine in figures)
                foreach (var theirs in figures)
                    Assert.True(MayBeAlike(mine, theirs) || Compare(mine, theirs) != Verdict.Like, $"{mine.Id} and {theirs.Id}");
    }

    /// <summary>The same for pairs that differ in only one field. With such pairs the rules could be wrong most easily.</summary>
    [Fact]
    public void One_different_field_prevents_the_verdict_like() => Gen.Select(Figure, Difference).Sample(
        (figure, change) =>
        {
            var changed = change(figure);
            return MayBeAlike(figure, changed) || (Compare(figure, changed) != Verdict.Like && Compare(changed, figure) != Verdict.Like);
        },
        iter: 20_000);

    /// <summary>
    /// A pair of two devices that is like stays like, and loses the verdict as soon as one side differs in one field that both state.
    /// </summary>
    [Fact]
    public void A_pair_that_is_like_is_so_no_longer_if_one_field_differs()
    {
        foreach (var (mine, theirs) in LikePairs)
            foreach (var (kind, changed) in Changes(mine, theirs))
                Assert.True(
                    Compare(mine, changed) != Verdict.Like && Compare(changed, mine) != Verdict.Like,
                    $"{mine.Id} and {theirs.Id} are like with another {kind}");
    }

    /// <summary>Every kind of difference is met, or the property above would say nothing of it.</summary>
    [Theory]
    [InlineData("dtype")]
    [InlineData("accumulator")]
    [InlineData("layout")]
    [InlineData("causal")]
    [InlineData("h")]
    [InlineData("memory")]
    [InlineData("cache")]
    [InlineData("timing")]
    [InlineData("tokens")]
    [InlineData("variant")]
    public void Every_kind_of_difference_occurs_in_pairs_that_are_like(string kind) => Assert.Contains(
        LikePairs, pair => Changes(pair.Mine, pair.Theirs).Any(change => change.Kind == kind));

    /// <summary>The rules do not get this property by refusing every pair.</summary>
    [Fact]
    public void Every_usable_figure_with_a_stated_type_and_variant_is_like_itself() => Assert.All(
        Shipped.Where(
            figure => figure is
            {
                Unusable: null, IsLowerBound: false, CacheResident: null, HardwareUnit: not "unknown", DType.Input: not "unstated",
                Variant.IsUnstated: false,
            }),
        figure => Assert.Equal((figure.Id, Verdict.Like), (figure.Id, Compare(figure, figure))));

    private static readonly IReadOnlyList<(Observation Mine, Observation Theirs)> LikePairs =
    [
        .. from figures in Shipped.Where(figure => figure.Unusable is null).GroupBy(figure => (figure.Quantity, figure.Kind))
           from mine in figures
           from theirs in figures
           where mine.Variant != theirs.Variant && Compare(mine, theirs) == Verdict.Like
           select (mine, theirs),
    ];

    /// <summary>The second side, changed in one field that the first side states.</summary>
    private static IEnumerable<(string Kind, Observation Changed)> Changes(Observation mine, Observation theirs)
    {
        yield return ("variant", theirs with
        {
            Variant = theirs.Variant!.Value with { Variant = "unstated" },
            VariantDoubt = new("variant", new(0.7, 1.4)),
        });
        if (mine.DType?.Input is { } type and not "unstated" && !theirs.MovesBytes)
            yield return ("dtype", theirs with { DType = theirs.DType! with { Input = type == "int8" ? "fp16" : "int8" } });
        if (mine.DType?.Accumulate is { } sums and not "unstated" && !theirs.MovesBytes)
            yield return ("accumulator", theirs with { DType = theirs.DType! with { Accumulate = sums == "fp16" ? "fp32" : "fp16" } });
        if (mine.Method is { Cache: not CachePolicy.Unknown } method && !theirs.MovesBytes)
            yield return ("cache", theirs with
            {
                Method = theirs.Method! with { Cache = method.Cache == CachePolicy.Warm ? CachePolicy.ColdFlush : CachePolicy.Warm },
            });
        if (mine.Method is { Timing: { } timing })
            yield return ("timing", theirs with { Method = theirs.Method! with { Timing = OtherThan(timing) } });
        foreach (var (field, word) in mine.Task.Where(field => field.Value != "unstated" && !Sizes.Contains(field.Key)))
            yield return (field, theirs.With(field, word == "true" ? "false" : word == "pinned" ? "pageable" : $"{word}2"));
    }

    private static string OtherThan(string timing) => FigureTiming.All.First(other => other != timing);

    private static Gen<Func<Observation, Observation>> Difference => Gen.OneOf(
        Gen.OneOf<string>(Types).Select(type => (Func<Observation, Observation>)(
            figure => figure.DType is null ? figure : figure with { DType = figure.DType with { Input = type } })),
        Gen.OneOf<string>(Types).Select(type => (Func<Observation, Observation>)(
            figure => figure.DType is null ? figure : figure with { DType = figure.DType with { Accumulate = type } })),
        Gen.OneOf<string>("dense", "2:4")
            .Select(sparsity => (Func<Observation, Observation>)(figure => figure with { Sparsity = sparsity })),
        Gen.OneOf<string>(Conventions)
            .Select(convention => (Func<Observation, Observation>)(figure => figure with { Convention = convention })),
        Gen.OneOf<string>([.. FigureTiming.All]).Select(timing => (Func<Observation, Observation>)(
            figure => figure.Method is null ? figure : figure with { Method = figure.Method with { Timing = timing } })),
        Gen.Select(Gen.Int[0, 20], Gen.Int[1, 9]).Select((index, value) => (Func<Observation, Observation>)(figure => figure.Task.Count == 0
            ? figure
            : figure.With(figure.Task.Keys.ElementAt(index % figure.Task.Count), $"another {value}"))));

    private static Verdict Compare(Observation mine, Observation theirs) => Normalizer.Shipped.Rules.Compare(mine, theirs).Verdict;

    /// <summary>Whether every key field that both sides state is equal. This is written from the property, not from the rules.</summary>
    private static bool MayBeAlike(Observation mine, Observation theirs) =>
        Agree(mine.DType?.Input, theirs.DType?.Input)
        && Agree(mine.DType?.Accumulate, theirs.DType?.Accumulate)
        && Agree(mine.DType?.Output, theirs.DType?.Output)
        && Agree(mine.Sparsity, theirs.Sparsity)
        && Agree(mine.Convention, theirs.Convention)
        && Agree(mine.Method?.Timing, theirs.Method?.Timing)
        && mine.Kind == theirs.Kind
        && mine.Task.Keys.Union(theirs.Task.Keys).All(field => mine.Kind is "stream" or "link"
            ? Agree(mine.Task.GetValueOrDefault(field), theirs.Task.GetValueOrDefault(field))
            : mine.Task.GetValueOrDefault(field) == theirs.Task.GetValueOrDefault(field)
                || mine.Task.GetValueOrDefault(field) == "unstated" || theirs.Task.GetValueOrDefault(field) == "unstated"
                || (field == "layout" && (!mine.Task.ContainsKey(field) || !theirs.Task.ContainsKey(field))));

    private static bool Agree(string? mine, string? theirs) =>
        mine is null or "unstated" || theirs is null or "unstated" || mine == theirs;
}
