namespace GpuBench.Measuring;

/// <summary>An error that the user can correct: an exit code, and one line that states what is wrong, where, and what to do.</summary>
public sealed class UserError(ExitCode exitCode, string message, Exception? cause = null) : Exception(message, cause)
{
    public ExitCode ExitCode { get; } = exitCode;

    public static UserError Usage(string message) => new(ExitCode.Usage, message);

    public static UserError NoDevice(string message) => new(ExitCode.NoDevice, message);

    public static UserError BadInput(string message, Exception? cause = null) => new(ExitCode.BadInput, message, cause);

    public static UserError Failed(string message, Exception? cause = null) => new(ExitCode.Failed, message, cause);
}

/// <summary>Exit codes of the process.</summary>
public enum ExitCode
{
    Ok = 0,

    /// <summary>A trial failed, a gate tripped, or results could not be saved. A suspect row does not cause this code.</summary>
    Failed = 1,

    /// <summary>The command line asks for something that does not exist.</summary>
    Usage = 2,

    /// <summary>No device matches <c>--device</c>.</summary>
    NoDevice = 3,

    /// <summary>An input file is unreadable, or its content is invalid.</summary>
    BadInput = 4,

    /// <summary>An unexpected exception: a bug of this program. A report file has the details. 70 is EX_SOFTWARE.</summary>
    Unforeseen = 70,

    /// <summary>Ctrl-C; finished rounds are saved.</summary>
    Interrupted = 130,
}
