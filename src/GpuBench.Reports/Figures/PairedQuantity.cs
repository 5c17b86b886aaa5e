using GpuBench.Publications.Normalising;

namespace GpuBench.Reports.Figures;

/// <summary>How much of one quantity pairs.</summary>
/// <param name="Tasks">Different tasks, however many figures carry each.</param>
/// <param name="TasksWithStatedVariants">Of <paramref name="Tasks"/> those with a pair in which both sides name their variant.</param>
/// <param name="TasksAlike">Of <paramref name="Tasks"/> those with a pair that needs no conversion.</param>
public sealed record PairedQuantity(string Quantity, bool Nominal, int Tasks, int TasksWithStatedVariants, int TasksAlike)
{
    public static PairedQuantity Of(IGrouping<string, Comparison> pairs) => new(
        pairs.Key,
        pairs.First().Numerator.Quantity.IsNominal,
        Count(pairs),
        Count(pairs.Where(pair => !pair.IsRangeOnly)),
        Count(pairs.Where(pair => pair.Verdict == Verdict.Like)));

    private static int Count(IEnumerable<Comparison> pairs) => pairs.Select(FigurePairs.TaskOf).Distinct().Count();
}
