namespace GpuBench.Measuring;

/// <summary>One word of a command for a POSIX shell.</summary>
public static class ShellWord
{
    /// <summary>The text as it is where the shell takes it so, else in single quotes.</summary>
    public static string Quote(string text) =>
        text.Length > 0 && text.All(NeedsNoQuotes) ? text : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static bool NeedsNoQuotes(char c) => char.IsLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ',' or ':' or '%';
}
