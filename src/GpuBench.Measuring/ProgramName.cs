namespace GpuBench.Measuring;

/// <summary>The command that started this program. Messages use it in commands that the user copies into a shell.</summary>
public static class ProgramName
{
    /// <summary>Environment variable in which the launcher passes the name by which it was called.</summary>
    public const string Variable = "GPUBENCH_COMMAND";

    public static string AsCalled => Of(
        Environment.GetEnvironmentVariable(Variable),
        Environment.ProcessPath ?? "gpubench",
        Path.Combine(AppContext.BaseDirectory, "gpubench.dll"));

    /// <param name="launcher">The name by which the launcher was called; null without the launcher.</param>
    /// <param name="process">Path of the executable.</param>
    /// <param name="assembly">Path of the assembly that <c>dotnet</c> runs.</param>
    public static string Of(string? launcher, string process, string assembly) =>
        !string.IsNullOrEmpty(launcher) ? ShellWord.Quote(launcher)
        : Path.GetFileNameWithoutExtension(process) == "dotnet" ? $"dotnet {ShellWord.Quote(assembly)}"
        : ShellWord.Quote(process);
}

/// <summary>Quotes a word for a POSIX shell.</summary>
public static class ShellWord
{
    /// <summary>The unchanged text if the shell needs no quotes, else the text in single quotes.</summary>
    public static string Quote(string text) =>
        text.Length > 0 && text.All(NeedsNoQuotes) ? text : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static bool NeedsNoQuotes(char c) => char.IsLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ',' or ':' or '%';
}
