using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Exporters;

/// <summary>The summary of a report as printable lines that fit.</summary>
internal static class SummaryText
{
    /// <returns>Lines of at most <see cref="SummaryLine.MaxWidth"/> characters. Each part of a heading is one.</returns>
    public static IEnumerable<(string Text, bool IsHeading)> Lines(IReadOnlyList<SummaryLine> summary) =>
        from line in summary
        let text = PrintableText.InOneLine(line.Text)
        // Breaking a line drops its leading spaces, so one that fits is left alone.
        from part in text.Length <= SummaryLine.MaxWidth ? [text] : LineBreaks.Wrap(text, SummaryLine.MaxWidth).Split('\n')
        select (part.Replace(SummaryLine.UnbrokenSpace, ' '), line.IsHeading);
}
