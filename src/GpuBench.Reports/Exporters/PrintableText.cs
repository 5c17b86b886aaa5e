namespace GpuBench.Reports.Exporters;

/// <summary>
/// Makes text of drivers and foreign files safe to print: control characters must not reach the terminal or viewer.
/// </summary>
public static class PrintableText
{
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// Replaces control characters (C0 and C1, with ESC) and bidirectional controls with U+FFFD, tabs with spaces, and all line breaks
    /// with line feeds.
    /// </summary>
    public static string Of(string text) => HasUnsafe(text) ? string.Concat(text.ReplaceLineEndings("\n").Select(Safe)) : text;

    /// <summary>As a single line: line breaks become spaces too.</summary>
    public static string InOneLine(string text) => Of(text.ReplaceLineEndings(" "));

    private static bool HasUnsafe(string text)
    {
        foreach (var c in text)
            if (IsUnsafe(c))
                return true;
        return false;
    }

    private static char Safe(char c) => !IsUnsafe(c) ? c : c is '\t' ? ' ' : Replacement;

    private static bool IsUnsafe(char c) =>
        (char.IsControl(c) && c is not '\n') || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
