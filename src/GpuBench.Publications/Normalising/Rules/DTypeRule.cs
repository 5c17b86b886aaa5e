using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Normalising.Rules;

/// <summary>
/// The types of operands, sum and result. An unstated operand type never matches, except in MLPerf, which fixes the accuracy
/// and leaves the type to the submitter.
/// </summary>
/// <param name="halfSpread">What published figures say of bf16 over fp16 at equal accumulation.</param>
public sealed class DTypeRule(Interval halfSpread) : IComparisonRule
{
    private const string Contested = "inferred-contested";
    private const string Unstated = "unstated";

    public string Name => "dtype";

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (StreamRule.Applies(numerator) || (numerator.DType is null && denominator.DType is null))
            return null;
        if (numerator.DType is not { } mine || denominator.DType is not { } theirs || mine.Input == Unstated || theirs.Input == Unstated)
            return numerator.Kind == "mlperf"
                ? Ruling.Unknown("dtype, the submitter's choice") with { TaskOnly = true }
                : Ruling.Refuse("dtype is not stated");
        return Inputs(numerator, denominator, mine, theirs) ?? Sums(mine, theirs);
    }

    private Ruling? Inputs(Observation numerator, Observation denominator, FigureType mine, FigureType theirs)
    {
        if (mine.Input == theirs.Input)
            return mine.Input == "mixed" && mine.Printed != theirs.Printed
                ? Ruling.Refuse($"dtype: {mine.Printed ?? "mixed"} against {theirs.Printed ?? "mixed"}")
                : null;
        if (IsHalf(mine) && IsHalf(theirs) && StatedAlike(mine.Accumulate, theirs.Accumulate) && numerator.UnitClass == denominator.UnitClass)
            return Ruling.Convert($"{mine.Input} against {theirs.Input} at equal accumulation") with
            {
                Spread = mine.Input == "bf16" ? new(1 / halfSpread.High, 1 / halfSpread.Low) : halfSpread,
            };
        return ReadAsPrinted(mine, theirs) ?? Ruling.Refuse($"dtype: {mine.Input} against {theirs.Input}");
    }

    /// <summary>
    /// Rows that a source prints as fp32 and that may have run in HF32: sources contest it, so they never speak of silicon,
    /// and as a job done they are shown with that condition.
    /// </summary>
    private static Ruling? ReadAsPrinted(FigureType mine, FigureType theirs)
    {
        var contested = mine.Basis == Contested ? mine : theirs.Basis == Contested ? theirs : null;
        var other = contested == mine ? theirs : mine;
        return contested is { Printed: "fp32" } && other.Input == "fp32"
            ? Ruling.Convert($"only if what is printed as fp32 ran in fp32: sources contest whether it was {contested.Input}") with { TaskOnly = true }
            : null;
    }

    private static Ruling? Sums(FigureType mine, FigureType theirs) =>
        Differ(mine.Accumulate, theirs.Accumulate) ? Ruling.Refuse($"accumulator: {mine.Accumulate} against {theirs.Accumulate}")
        : Differ(mine.Output, theirs.Output) ? Ruling.Refuse($"output: {mine.Output} against {theirs.Output}")
        : OneSided(mine.Accumulate, theirs.Accumulate) ? Ruling.Unknown("accumulator")
        : OneSided(mine.Output, theirs.Output) ? Ruling.Unknown("output type")
        : null;

    private static bool IsHalf(FigureType type) => type.Input is "fp16" or "bf16";

    private static bool IsStated(string? word) => word is not null and not Unstated;

    private static bool StatedAlike(string? mine, string? theirs) => IsStated(mine) && mine == theirs;

    private static bool Differ(string? mine, string? theirs) => IsStated(mine) && IsStated(theirs) && mine != theirs;

    private static bool OneSided(string? mine, string? theirs) => IsStated(mine) != IsStated(theirs);
}
