namespace GpuBench.Measuring;

/// <summary>What the user typed to start this program, for commands in messages that are to be copied into a shell.</summary>
public static class ProgramName
{
    /// <summary>Where the launcher says how it was called.</summary>
    public const string Variable = "GPUBENCH_COMMAND";

    public static string AsCalled => Of(
        Environment.GetEnvironmentVariable(Variable),
        Environment.ProcessPath ?? "gpubench",
        Path.Combine(AppContext.BaseDirectory, "gpubench.dll"));

    /// <param name="launcher">The launcher's own name as called; null where the program was started without it.</param>
    /// <param name="process">The file of this process.</param>
    /// <param name="assembly">What it runs, where that file is <c>dotnet</c>.</param>
    public static string Of(string? launcher, string process, string assembly) =>
        !string.IsNullOrEmpty(launcher) ? ShellWord.Quote(launcher)
        : Path.GetFileNameWithoutExtension(process) == "dotnet" ? $"dotnet {ShellWord.Quote(assembly)}"
        : ShellWord.Quote(process);
}

/// <summary>One word of a command for a POSIX shell.</summary>
public static class ShellWord
{
    /// <summary>The text as it is where the shell takes it so, else in single quotes.</summary>
    public static string Quote(string text) =>
        text.Length > 0 && text.All(NeedsNoQuotes) ? text : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static bool NeedsNoQuotes(char c) => char.IsLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ',' or ':' or '%';
}
