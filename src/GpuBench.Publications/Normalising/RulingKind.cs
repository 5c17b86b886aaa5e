namespace GpuBench.Publications.Normalising;

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
