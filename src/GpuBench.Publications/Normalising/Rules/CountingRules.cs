using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Normalising.Rules;

/// <summary>Quantity and SI unit must be the same: a nominal peak is not an achieved rate, and a time is not a throughput.</summary>
public sealed class QuantityRule : IComparisonRule
{
    public string Name => "quantity";

    public int Specificity => 0;

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        numerator.Quantity.Name != denominator.Quantity.Name
            ? Ruling.Refuse($"quantity: {numerator.Quantity.Name} against {denominator.Quantity.Name}")
        : numerator.SiUnit != denominator.SiUnit
            ? Ruling.Refuse($"unit: {numerator.SiUnit} against {denominator.SiUnit}")
        : null;
}

/// <summary>
/// The types of operands, stored weights, sum and result must be the same. An unstated operand type is refused, except in MLPerf, which
/// fixes the accuracy and leaves the type to the submitter.
/// </summary>
/// <param name="halfSpread">Published ratios of bf16 to fp16 with the same accumulator.</param>
public sealed class DTypeRule(Interval halfSpread) : IComparisonRule
{
    private const string Contested = "inferred-contested";
    private const string Mixed = "mixed";

    public string Name => "dtype";

    public int Specificity => 8;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (numerator.MovesBytes || (numerator.DType is null && denominator.DType is null))
            return null;
        if (numerator.DType is not { } mine || denominator.DType is not { } theirs
            || mine.Input == TaskFields.Unstated || theirs.Input == TaskFields.Unstated)
            return numerator.Kind == TaskFields.MlPerf
                ? Ruling.Unknown("dtype, the submitter's choice") with { TaskOnly = true }
                : Ruling.Refuse("dtype is not stated");
        return Weights(mine, theirs) ?? Inputs(numerator, denominator, mine, theirs) ?? Sums(mine, theirs);
    }

    /// <summary>Weights of fewer bits are read faster, also by equal operands. Without a word they have the operands' type.</summary>
    private static Ruling? Weights(FigureType mine, FigureType theirs)
    {
        if (mine.Weights == theirs.Weights)
            return null;
        var (stored, other) = (mine.Weights ?? mine.Input, theirs.Weights ?? theirs.Input);
        return stored == other ? null : Ruling.Refuse($"weights: {stored} against {other}");
    }

    private Ruling? Inputs(Observation numerator, Observation denominator, FigureType mine, FigureType theirs)
    {
        if (mine.Input == theirs.Input)
            return mine.Input == "mixed" && mine.Printed != theirs.Printed
                ? Ruling.Refuse($"dtype: {mine.Printed ?? "mixed"} against {theirs.Printed ?? "mixed"}")
                : null;
        if (!numerator.Quantity.IsNominal && IsHalf(mine) && IsHalf(theirs) && !Differ(mine.Accumulate, theirs.Accumulate)
            && (numerator.HardwareUnit == denominator.HardwareUnit || IsWholeModel(numerator, denominator)))
            return Ruling.Convert($"{mine.Input} against {theirs.Input}, {Accumulation(mine, theirs)}") with
            {
                Spread = mine.Input == "bf16" ? halfSpread.Inverse() : halfSpread,
            };
        return ReadAsPrinted(mine, theirs) ?? Ruling.Refuse($"dtype: {mine.Input} against {theirs.Input}");
    }

    /// <summary>
    /// A source prints fp32, but the work may have run in HF32, and other sources contest that. The pair gets a task ratio with this
    /// condition, and no unit ratio.
    /// </summary>
    private static Ruling? ReadAsPrinted(FigureType mine, FigureType theirs)
    {
        var contested = mine.Basis == Contested ? mine : theirs.Basis == Contested ? theirs : null;
        var other = contested == mine ? theirs : mine;
        return contested is { Printed: "fp32" } && other.Input == "fp32"
            ? Ruling.Convert($"only if the printed fp32 ran in fp32: sources disagree whether it was {contested.Input}") with
            {
                TaskOnly = true,
            }
            : null;
    }

    private static Ruling? Sums(FigureType mine, FigureType theirs) =>
        Differ(mine.Accumulate, theirs.Accumulate) ? Ruling.Refuse($"accumulator: {mine.Accumulate} against {theirs.Accumulate}")
        : Differ(mine.Output, theirs.Output) ? Ruling.Refuse($"output: {mine.Output} against {theirs.Output}")
        : OneSided(mine.Accumulate, theirs.Accumulate) ? Ruling.Unknown("accumulator")
        : OneSided(mine.Output, theirs.Output) ? Ruling.Unknown("output type")
        : null;

    /// <summary>Figures of whole models name no hardware unit, and a row measured here names that of its products.</summary>
    private static bool IsWholeModel(Observation numerator, Observation denominator) =>
        numerator.Kind == TaskFields.LanguageModel && (numerator.HardwareUnit == Mixed || denominator.HardwareUnit == Mixed);

    private static bool IsHalf(FigureType type) => type.Input is "fp16" or "bf16";

    private static bool IsStated(string? word) => word is not null and not TaskFields.Unstated;

    private static string Accumulation(FigureType mine, FigureType theirs) =>
        IsStated(mine.Accumulate) && IsStated(theirs.Accumulate) ? "at equal accumulation" : "the accumulator of a side is unknown";

    private static bool Differ(string? mine, string? theirs) => IsStated(mine) && IsStated(theirs) && mine != theirs;

    private static bool OneSided(string? mine, string? theirs) => IsStated(mine) != IsStated(theirs);
}

/// <summary>
/// The convention of counting operations. Conventions of attention count different shares of all query-key pairs, so the conversion
/// is exact.
/// </summary>
public sealed class ConventionRule : IComparisonRule
{
    public string Name => "convention";

    public int Specificity => 11;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        var (mine, theirs) = (numerator.Convention, denominator.Convention);
        if ((Contradiction(numerator) ?? Contradiction(denominator)) is { } contradiction)
            return Ruling.Refuse(contradiction);
        if (mine == theirs)
            return mine == TaskFields.Unstated ? Ruling.Unknown("FLOP convention") : null;
        if (numerator.HasHeads && Share(numerator) is { } myShare && Share(denominator) is { } theirShare)
            return Ruling.Convert($"{mine} to {theirs}", theirShare / myShare);
        return mine is null or TaskFields.Unstated || theirs is null or TaskFields.Unstated
            ? Ruling.Unknown("FLOP convention")
            : Ruling.Refuse($"convention: {mine} against {theirs}");
    }

    /// <summary>Without a mask every query sees every key, so a causal convention counts too few pairs.</summary>
    private static string? Contradiction(Observation side) =>
        side.HasHeads && side.Word("causal") == "false" && side.Convention is "causal-half" or "causal-exact"
            ? $"convention: {side.Convention} for attention without a mask"
            : null;

    /// <summary>Counted query-key pairs, as a share of all; null if the convention or the shape does not state it.</summary>
    internal static double? Share(Observation side) => side.Convention switch
    {
        "full" => 1,
        "causal-half" => 0.5,
        "causal-exact" when side.Number("t") is { } t && side.Number("s") is { } s => (s - t + ((t + 1) / 2)) / s,
        _ => null,
    };
}

/// <summary>Sparsity must be the same. A 2:4 figure counts skipped operations: twice the dense rate on the same hardware.</summary>
public sealed class SparsityRule : IComparisonRule
{
    public string Name => "sparsity";

    public int Specificity => 9;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        var (mine, theirs) = (numerator.Sparsity, denominator.Sparsity);
        if (mine is null && theirs is null)
            return null;
        if (mine is null or TaskFields.Unstated || theirs is null or TaskFields.Unstated)
            return Ruling.Unknown("sparsity");
        return mine == theirs ? null : Ruling.Refuse($"sparsity: {mine} against {theirs}");
    }
}
