using GpuBench.Measuring.Statistics;

namespace GpuBench.Publications.Normalising;

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

/// <summary>One thing that must agree, or be brought to agree, before two numbers are divided.</summary>
public interface IComparisonRule
{
    /// <summary>E.g. <c>sparsity</c>.</summary>
    string Name { get; }

    /// <summary>How much a pair has in common that this rule refuses: the higher, the nearer the miss. No two rules have the same.</summary>
    int Specificity { get; }

    /// <summary>Pure. Null: nothing to object.</summary>
    Ruling? Judge(Observation numerator, Observation denominator);
}
