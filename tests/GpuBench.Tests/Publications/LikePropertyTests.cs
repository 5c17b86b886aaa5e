using CsCheck;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>
/// Two rows that differ in type, sparsity, shape or convention never get the verdict like, whatever their other fields are.
/// </summary>
public sealed class LikePropertyTests
{
    private static readonly IReadOnlyList<Observation> Shipped = Normalizer.Shipped.Figures.All;

    private static readonly Gen<Observation> Figure = Gen.OneOf<Observation>([.. Shipped.Where(figure => figure.Unusable is null)]);

    private static readonly string[] Types =
        ["fp64", "fp32", "tf32", "hf32", "fp16", "bf16", "fp8-e4m3", "fp8", "int8", "int4", "mixed", "unstated"];

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

    /// <summary>The rules do not get this property by refusing every pair.</summary>
    [Fact]
    public void Every_usable_figure_with_a_stated_type_is_like_itself() => Assert.All(
        Shipped.Where(
            figure => figure is { Unusable: null, IsLowerBound: false, HardwareUnit: not "unknown", DType.Input: not "unstated" }),
        figure => Assert.Equal((figure.Id, Verdict.Like), (figure.Id, Compare(figure, figure))));

    private static Gen<Func<Observation, Observation>> Difference => Gen.OneOf(
        Gen.OneOf<string>(Types).Select(type => (Func<Observation, Observation>)(
            figure => figure.DType is null ? figure : figure with { DType = figure.DType with { Input = type } })),
        Gen.OneOf<string>(Types).Select(type => (Func<Observation, Observation>)(
            figure => figure.DType is null ? figure : figure with { DType = figure.DType with { Accumulate = type } })),
        Gen.OneOf<string>("dense", "2:4")
            .Select(sparsity => (Func<Observation, Observation>)(figure => figure with { Sparsity = sparsity })),
        Gen.OneOf<string>(Conventions)
            .Select(convention => (Func<Observation, Observation>)(figure => figure with { Convention = convention })),
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
        && mine.Kind == theirs.Kind
        && mine.Task.Keys.Union(theirs.Task.Keys).All(field => mine.Kind is "stream" or "link"
            ? Agree(mine.Task.GetValueOrDefault(field), theirs.Task.GetValueOrDefault(field))
            : mine.Task.GetValueOrDefault(field) == theirs.Task.GetValueOrDefault(field)
                || mine.Task.GetValueOrDefault(field) == "unstated" || theirs.Task.GetValueOrDefault(field) == "unstated");

    private static bool Agree(string? mine, string? theirs) =>
        mine is null or "unstated" || theirs is null or "unstated" || mine == theirs;
}
