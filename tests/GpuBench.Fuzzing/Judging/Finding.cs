namespace GpuBench.Fuzzing.Judging;

public enum FindingKind
{
    /// <summary>Another exception than one that a person can mend something by.</summary>
    Exception,

    /// <summary>A refusal that does not say of which file.</summary>
    UnnamedFile,

    /// <summary>A member that stands twice was accepted.</summary>
    DuplicateAccepted,

    /// <summary>A number that no double holds was accepted.</summary>
    InfinityAccepted,

    /// <summary>What is no JSON was accepted.</summary>
    BrokenTextAccepted,

    /// <summary>Something of the input is not in what was read of it.</summary>
    SilentLoss,

    /// <summary>What was read and written again reads otherwise.</summary>
    Unstable,

    /// <summary>It takes far longer than any seed.</summary>
    Hang,

    /// <summary>It takes far more memory than any seed.</summary>
    Memory,
}

/// <summary>An input that a reader did not take as it should.</summary>
/// <param name="Index">Makes the input again, with reader and seed.</param>
/// <param name="Detail">Equal for findings of one cause, as far as can be told.</param>
public sealed record Finding(FindingKind Kind, long Index, string Detail);
