using System.Text.RegularExpressions;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Exporters;
using GpuBench.Reports.Results;
using GpuBench.Reports.Tables;

namespace GpuBench.Tests.Reports.FirstScreen;

/// <summary>The first screen of a document as the exporters write it.</summary>
internal static class Screen
{
    private static readonly Regex Label = new(
        "^(?<label>[a-z0-9 -]+?) +[0-9.]+ [a-zA-Z]*(FLOP|OP|B|tok)/s", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    /// <param name="document">Its comparisons are filled first.</param>
    public static string Of(ResultDocument document, ResultNormalizer? against = null)
    {
        var normalizer = against ?? ImaginaryRuns.Normalizer;
        return Write(ResultReport.Of(normalizer.Fill(document), normalizer), new TerminalExporter(200));
    }

    /// <param name="report">Only its summary is written.</param>
    public static string Write(Report report, IExporter exporter)
    {
        using var output = new StringWriter { NewLine = "\n" };
        exporter.Write(new Report([], [], Table.Flat(""), "{}") { Summary = report.Summary }, output);
        return output.ToString().Replace("\u001b[1m", "", StringComparison.Ordinal).Replace("\u001b[0m", "", StringComparison.Ordinal);
    }

    /// <returns>The words before a value; empty if the line is not of a class.</returns>
    public static string LabelOf(string line) => Label.Match(line).Groups["label"].Value;

    /// <returns>The lines of the classes of the first device.</returns>
    public static IReadOnlyList<string> ClassLines(string screen) =>
    [
        .. screen.Split('\n').SkipWhile(line => !line.EndsWith(" n", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => LabelOf(line).Length > 0),
    ];

    /// <summary>Joins wrapped lines.</summary>
    public static string InOneLine(string screen) =>
        string.Join(' ', screen.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
