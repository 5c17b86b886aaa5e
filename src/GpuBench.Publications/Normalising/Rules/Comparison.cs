using System.Text.Json.Serialization;
using GpuBench.Measuring;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Publications.Normalising.Rules;

/// <summary>A pair of observations with its verdict: a ratio, or the reason why there is none.</summary>
public sealed record Comparison(Observation Numerator, Observation Denominator, IReadOnlyList<Ruling> Rulings)
{
    public Verdict Verdict =>
        Says(RulingKind.Refuse) ? Verdict.Incomparable
        : Says(RulingKind.Model) ? Verdict.Modelled
        : Says(RulingKind.Scale) ? Verdict.Scaled
        : Says(RulingKind.Peak) ? Verdict.Peak
        : IsLowerBound || IsUpperBound ? Verdict.Bound
        : IsRangeOnly ? Verdict.Range
        : Says(RulingKind.Convert) ? Verdict.Convertible
        : Says(RulingKind.Differ) ? Verdict.Differs
        : Verdict.Like;

    public RatioKind Kind => Rulings.Any(ruling => ruling.TaskOnly) ? RatioKind.Task : RatioKind.Unit;

    /// <summary>The ratio is this or more.</summary>
    public bool IsLowerBound => Says(RulingKind.AtLeast) || Says(RulingKind.Peak);

    /// <summary>The ratio is this or less.</summary>
    public bool IsUpperBound => Says(RulingKind.AtMost);

    /// <summary>The ratio is a range, because one side does not name its variant.</summary>
    public bool IsRangeOnly => Rulings.Any(ruling => ruling.RangeOnly);

    /// <summary>How many times as good the numerator is: quotient of rates, or inverse quotient of times. Null if refused.</summary>
    public double? Ratio => Verdict == Verdict.Incomparable ? null : Quotient;

    /// <summary>Combines the intervals of both sides and the rulings' spreads as independent; 95 % if both sides' intervals are.</summary>
    public Interval? Interval => Verdict == Verdict.Incomparable ? null : RatioInterval.Of(this);

    /// <summary>All reservations about the ratio, most serious first.</summary>
    public string Why => string.Join("; ", Sentences());

    /// <summary>Number of rulings of this kind.</summary>
    public int Count(RulingKind kind) => Rulings.Count(ruling => ruling.Kind == kind);

    internal double Quotient => Rulings.Aggregate(
        Numerator.Quantity.LowerIsBetter ? Denominator.Value / Numerator.Value : Numerator.Value / Denominator.Value,
        (quotient, ruling) => quotient * ruling.Factor);

    private IEnumerable<string> Sentences()
    {
        foreach (var ruling in Rulings.Where(ruling => ruling.Kind > RulingKind.Unknown).OrderByDescending(ruling => ruling.Kind))
            yield return ruling.Why;
        if (Says(RulingKind.Unknown))
        {
            var unknown = Rulings.Where(ruling => ruling.Kind == RulingKind.Unknown).Select(ruling => ruling.Why);
            yield return $"unknown: {string.Join(", ", unknown)}";
        }
        foreach (var ruling in Rulings.Where(ruling => ruling.Kind == RulingKind.Note))
            yield return ruling.Why;
    }

    /// <summary>The verdict asks this several times for every pair. A loop allocates nothing.</summary>
    private bool Says(RulingKind kind)
    {
        for (var i = 0; i < Rulings.Count; i++)
            if (Rulings[i].Kind == kind)
                return true;
        return false;
    }
}

/// <summary>Whether two numbers may be divided, and what the ratio means.</summary>
[JsonConverter(typeof(EnumWordConverter<Verdict>))]
public enum Verdict
{
    /// <summary>No known condition differs, and both sides name their variants.</summary>
    [JsonStringEnumMemberName("like")]
    Like,

    /// <summary>A known difference remains, and the reasons name it.</summary>
    [JsonStringEnumMemberName("differs")]
    Differs,

    /// <summary>A known difference was converted first.</summary>
    [JsonStringEnumMemberName("convertible")]
    Convertible,

    /// <summary>A side does not name its variant, so the ratio is a range.</summary>
    [JsonStringEnumMemberName("range")]
    Range,

    /// <summary>A lower or an upper bound.</summary>
    [JsonStringEnumMemberName("bound")]
    Bound,

    /// <summary>A lower bound from the other product's nominal figures. No measured pair exists.</summary>
    [JsonStringEnumMemberName("peak")]
    Peak,

    /// <summary>A model scaled one side from another variant.</summary>
    [JsonStringEnumMemberName("scaled")]
    Scaled,

    /// <summary>The other side is a time that a law learnt from published figures. No measured pair exists.</summary>
    [JsonStringEnumMemberName("modelled")]
    Modelled,

    /// <summary>Not divided.</summary>
    [JsonStringEnumMemberName("incomparable")]
    Incomparable,
}

/// <summary>What a ratio compares.</summary>
[JsonConverter(typeof(EnumWordConverter<RatioKind>))]
public enum RatioKind
{
    /// <summary>Hardware: both sides used the same kind of unit.</summary>
    [JsonStringEnumMemberName("unit")]
    Unit,

    /// <summary>The job: each side used its best unit.</summary>
    [JsonStringEnumMemberName("task")]
    Task,
}

/// <summary>The result of one rule for one pair.</summary>
/// <param name="Why">The reason in a few words, e.g. <c>sparsity: dense against 2:4</c>.</param>
public sealed record Ruling(RulingKind Kind, string Why)
{
    /// <summary>Name of the rule.</summary>
    public string Rule { get; init; } = "";

    /// <summary>Factor that the quotient is multiplied by.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Uncertainty of the quotient, as factors below and above 1.</summary>
    public Interval Spread { get; init; } = new(1, 1);

    /// <summary>The ratio is a task ratio, not a unit ratio.</summary>
    public bool TaskOnly { get; init; }

    /// <summary>The ratio is a range, because one side does not name its variant.</summary>
    public bool RangeOnly { get; init; }

    public static Ruling Refuse(string why) => new(RulingKind.Refuse, why);

    public static Ruling Unknown(string why) => new(RulingKind.Unknown, why);

    public static Ruling Differ(string why) => new(RulingKind.Differ, why);

    public static Ruling Convert(string why, double factor = 1) => new(RulingKind.Convert, why) { Factor = factor };
}

/// <summary>Kinds of rulings, from the mildest to the most serious.</summary>
public enum RulingKind
{
    /// <summary>A remark on the ratio.</summary>
    Note,

    /// <summary>One side does not state the condition. The pair is divided; the interval is wider if the effect is known.</summary>
    Unknown,

    /// <summary>A known difference that remains. The pair is divided.</summary>
    Differ,

    /// <summary>A known difference that arithmetic converts, or a published spread covers.</summary>
    Convert,

    /// <summary>The ratio is at least the quotient.</summary>
    AtLeast,

    /// <summary>The ratio is at most the quotient.</summary>
    AtMost,

    /// <summary>The other side is the highest rate that nominal figures allow.</summary>
    Peak,

    /// <summary>A model scaled one side from another variant.</summary>
    Scale,

    /// <summary>The other side is a time from a law.</summary>
    Model,

    /// <summary>The pair is not divided.</summary>
    Refuse,
}

/// <summary>
/// Intervals of a quotient. Independent errors of a quotient add in quadrature on logarithms. The two directions are added separately,
/// because ranges over sources are seldom symmetric.
/// </summary>
internal static class RatioInterval
{
    public static Interval Of(Comparison comparison)
    {
        var (up, down) = comparison.Numerator.Quantity.LowerIsBetter
            ? (comparison.Denominator, comparison.Numerator)
            : (comparison.Numerator, comparison.Denominator);
        var below = Square(Log(up.Value, up.Interval.Low)) + Square(Log(down.Interval.High, down.Value));
        var above = Square(Log(up.Interval.High, up.Value)) + Square(Log(down.Value, down.Interval.Low));
        foreach (var ruling in comparison.Rulings)
        {
            below += Square(Log(1, ruling.Spread.Low));
            above += Square(Log(ruling.Spread.High, 1));
        }
        return new(comparison.Quotient * Math.Exp(-Math.Sqrt(below)), comparison.Quotient * Math.Exp(Math.Sqrt(above)));
    }

    private static double Log(double larger, double smaller) => Math.Log(larger / smaller);

    private static double Square(double value) => value * value;
}
