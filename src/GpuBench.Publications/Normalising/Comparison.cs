using GpuBench.Measuring.Statistics;

namespace GpuBench.Publications.Normalising;

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
