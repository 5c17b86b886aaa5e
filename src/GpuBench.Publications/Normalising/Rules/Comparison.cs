using System.Text.Json.Serialization;
using GpuBench.Measuring;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Publications.Normalising.Rules;

/// <summary>Two observations set against each other: a ratio with its verdict, or the reason why there is none.</summary>
public sealed record Comparison(Observation Numerator, Observation Denominator, IReadOnlyList<Ruling> Rulings)
{
    public Verdict Verdict =>
        Says(RulingKind.Refuse) ? Verdict.Incomparable
        : Says(RulingKind.Scale) ? Verdict.Scaled
        : IsLowerBound || IsUpperBound ? Verdict.Bound
        : Says(RulingKind.Convert) ? Verdict.Convertible
        : Verdict.Like;

    public RatioKind Kind => Rulings.Any(ruling => ruling.TaskOnly) ? RatioKind.Task : RatioKind.Unit;

    /// <summary>The ratio is this or more.</summary>
    public bool IsLowerBound => Says(RulingKind.AtLeast);

    /// <summary>The ratio is this or less.</summary>
    public bool IsUpperBound => Says(RulingKind.AtMost);

    /// <summary>A range, never a number: one side does not name its variant.</summary>
    public bool IsRangeOnly => Rulings.Any(ruling => ruling.RangeOnly);

    /// <summary>How many times as good the numerator is: rates over rates, and times the other way round. Null where refused.</summary>
    public double? Ratio => Verdict == Verdict.Incomparable ? null : Quotient;

    /// <summary>95 % where both sides have such intervals: both sides' and the rulings' spreads, taken as independent.</summary>
    public Interval? Interval => Verdict == Verdict.Incomparable ? null : RatioInterval.Of(this);

    /// <summary>Everything that a reader of the ratio must know, worst first.</summary>
    public string Why => string.Join("; ", Sentences());

    /// <summary>How many rules said so.</summary>
    public int Count(RulingKind kind) => Rulings.Count(ruling => ruling.Kind == kind);

    internal double Quotient => Rulings.Aggregate(
        Numerator.Quantity.LowerIsBetter ? Denominator.Value / Numerator.Value : Numerator.Value / Denominator.Value,
        (quotient, ruling) => quotient * ruling.Factor);

    private IEnumerable<string> Sentences()
    {
        foreach (var ruling in Rulings.Where(ruling => ruling.Kind > RulingKind.Unknown).OrderByDescending(ruling => ruling.Kind))
            yield return ruling.Why;
        if (Says(RulingKind.Unknown))
            yield return $"unknown: {string.Join(", ", Rulings.Where(ruling => ruling.Kind == RulingKind.Unknown).Select(ruling => ruling.Why))}";
        foreach (var ruling in Rulings.Where(ruling => ruling.Kind == RulingKind.Note))
            yield return ruling.Why;
    }

    private bool Says(RulingKind kind) => Rulings.Any(ruling => ruling.Kind == kind);
}

/// <summary>Whether two numbers may be divided, and how the quotient must be read.</summary>
[JsonConverter(typeof(EnumWordConverter<Verdict>))]
public enum Verdict
{
    /// <summary>Nothing known differs.</summary>
    [JsonStringEnumMemberName("like")]
    Like,

    /// <summary>A known difference was taken away first.</summary>
    [JsonStringEnumMemberName("convertible")]
    Convertible,

    /// <summary>A lower or an upper bound.</summary>
    [JsonStringEnumMemberName("bound")]
    Bound,

    /// <summary>One side was carried over from another variant by a model.</summary>
    [JsonStringEnumMemberName("scaled")]
    Scaled,

    /// <summary>Not divided.</summary>
    [JsonStringEnumMemberName("incomparable")]
    Incomparable,
}

/// <summary>What a ratio speaks of.</summary>
[JsonConverter(typeof(EnumWordConverter<RatioKind>))]
public enum RatioKind
{
    /// <summary>The same hardware unit on both sides: the only kind that speaks of the silicon.</summary>
    [JsonStringEnumMemberName("unit")]
    Unit,

    /// <summary>The same job, done by the best unit that each side used.</summary>
    [JsonStringEnumMemberName("task")]
    Task,
}

/// <summary>One rule's word on one pair.</summary>
/// <param name="Why">A few words for a person, e.g. <c>sparsity: dense against 2:4</c>.</param>
public sealed record Ruling(RulingKind Kind, string Why)
{
    /// <summary>Name of the rule that spoke.</summary>
    public string Rule { get; init; } = "";

    /// <summary>What the quotient is multiplied with.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>How far the quotient may be off, as factors below and above 1.</summary>
    public Interval Spread { get; init; } = new(1, 1);

    /// <summary>The ratio says what a device is worth for a job, not what its silicon is.</summary>
    public bool TaskOnly { get; init; }

    /// <summary>One side does not name its variant: the ratio is a range, never a number.</summary>
    public bool RangeOnly { get; init; }

    public static Ruling Refuse(string why) => new(RulingKind.Refuse, why);

    public static Ruling Unknown(string why) => new(RulingKind.Unknown, why);

    public static Ruling Convert(string why, double factor = 1) => new(RulingKind.Convert, why) { Factor = factor };
}

/// <summary>What a rule has to say about a pair, from harmless to final.</summary>
public enum RulingKind
{
    /// <summary>Worth reading beside the ratio.</summary>
    Note,

    /// <summary>One side does not say; the pair is divided, with a wider interval where the effect is known.</summary>
    Unknown,

    /// <summary>A known difference that arithmetic, or a published spread, takes away.</summary>
    Convert,

    /// <summary>The ratio is at least the quotient.</summary>
    AtLeast,

    /// <summary>The ratio is at most the quotient.</summary>
    AtMost,

    /// <summary>One side was carried over from another variant by a model.</summary>
    Scale,

    /// <summary>The pair is not divided.</summary>
    Refuse,
}

/// <summary>
/// Intervals of a quotient. Independent relative errors add in quadrature, which holds for a quotient in logarithms; each
/// direction is added on its own, because ranges over sources are seldom symmetric.
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
