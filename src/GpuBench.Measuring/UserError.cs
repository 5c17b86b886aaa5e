namespace GpuBench.Measuring;

/// <summary>
/// Something the person at the terminal can mend: one line that says what, where and what to do, and the exit code.
/// </summary>
public sealed class UserError(ExitCode exitCode, string message, Exception? cause = null) : Exception(message, cause)
{
    public ExitCode ExitCode { get; } = exitCode;

    public static UserError Usage(string message) => new(ExitCode.Usage, message);

    public static UserError NoDevice(string message) => new(ExitCode.NoDevice, message);

    public static UserError BadInput(string message, Exception? cause = null) => new(ExitCode.BadInput, message, cause);

    public static UserError Failed(string message, Exception? cause = null) => new(ExitCode.Failed, message, cause);
}

/// <summary>What the process says to a script when it ends.</summary>
public enum ExitCode
{
    Ok = 0,

    /// <summary>A trial failed, a gate tripped, or results could not be saved. A row that is suspect was measured: none of these.</summary>
    Failed = 1,

    /// <summary>The command line asks for something that does not exist.</summary>
    Usage = 2,

    /// <summary>No device matches what was asked for.</summary>
    NoDevice = 3,

    /// <summary>A file given as input cannot be read as what it should be.</summary>
    BadInput = 4,

    /// <summary>A fault of this program: an exception that nobody foresaw; a report file has the details. 70 is EX_SOFTWARE.</summary>
    Unforeseen = 70,

    /// <summary>Ctrl-C; what was finished is saved.</summary>
    Interrupted = 130,
}
