namespace GpuBench.Reports.Exporters;

/// <summary>
/// Names come from drivers and from files of others; what they hold must not steer the terminal or the viewer that shows them.
/// </summary>
public static class PrintableText
{
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// Control characters (C0 and C1, so ESC too) and those that turn the direction of writing round become U+FFFD; tabs become
    /// spaces, and line breaks of every kind line feeds.
    /// </summary>
    public static string Of(string text) => text.Any(IsUnsafe) ? string.Concat(text.ReplaceLineEndings("\n").Select(Safe)) : text;

    /// <summary>The same in one line: line breaks become spaces.</summary>
    public static string InOneLine(string text) => Of(text.ReplaceLineEndings(" "));

    private static char Safe(char c) => !IsUnsafe(c) ? c : c is '\t' ? ' ' : Replacement;

    private static bool IsUnsafe(char c) =>
        (char.IsControl(c) && c is not '\n') || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
