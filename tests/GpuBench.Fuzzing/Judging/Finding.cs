namespace GpuBench.Fuzzing.Judging;

public enum FindingKind
{
    /// <summary>An exception whose message does not explain how to correct the input.</summary>
    Exception,

    /// <summary>A refusal that does not name the file.</summary>
    UnnamedFile,

    /// <summary>The reader accepted a duplicate member.</summary>
    DuplicateAccepted,

    /// <summary>The reader accepted a number outside the range of double.</summary>
    InfinityAccepted,

    /// <summary>The reader accepted text that is not JSON.</summary>
    BrokenTextAccepted,

    /// <summary>The result lacks a part of the input.</summary>
    SilentLoss,

    /// <summary>The result changes when it is written and read again.</summary>
    Unstable,

    /// <summary>The reader takes far longer than for any seed.</summary>
    Hang,

    /// <summary>The reader takes far more memory than for any seed.</summary>
    Memory,
}

/// <summary>An input that a reader handled wrongly.</summary>
/// <param name="Index">Reproduces the input, together with reader and seed.</param>
/// <param name="Detail">Equal for findings with the same cause, as far as the code can determine.</param>
public sealed record Finding(FindingKind Kind, long Index, string Detail);
