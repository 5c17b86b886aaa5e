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
