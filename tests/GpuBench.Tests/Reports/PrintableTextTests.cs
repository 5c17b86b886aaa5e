using GpuBench.Reports.Exporters;
using GpuBench.Reports.Tables;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Reports;

/// <summary>Every format replaces control characters in names from drivers and from other users' files.</summary>
public sealed class PrintableTextTests
{
    private const string Hostile = "a\u001b[2Jb\u009b31mc\u0007d\0e\u202Ef\u2066g\u0085h";

    private static string Write(IExporter exporter)
    {
        var table = new Table(new Column($"title {Hostile}")).Add($"cell {Hostile} | \"quoted\",\nsecond line\tafter a tab");
        using var output = new StringWriter();
        Section section = new($"section {Hostile}", table) { Notes = [$"footnote {Hostile}"] };
        exporter.Write(new([$"note {Hostile}"], [section], table, "{}\n") { Closing = [$"closing {Hostile}"] }, output);
        // A title is bold if the terminal of the test runner can show it.
        return output.ToString().Replace("\u001b[1m", "", StringComparison.Ordinal).Replace("\u001b[0m", "", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats.WithText), MemberType = typeof(Formats))]
    public void Every_format_replaces_control_characters(string format)
    {
        var text = Write(ReportExporters.All.Single(exporter => exporter.Format == format));
        Assert.DoesNotContain(text, c => (char.IsControl(c) && c is not '\n') || c is '\u202E' or '\u2066');
        Assert.Contains("a\uFFFD[2Jb\uFFFD31mc", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_markdown_stays_one_line() => Assert.Contains(
        "| cell a\uFFFD[2Jb\uFFFD31mc\uFFFDd\uFFFDe\uFFFDf\uFFFDg h \\| \"quoted\", second line after a tab |\n",
        Write(new MarkdownExporter()), StringComparison.Ordinal);

    [Fact]
    public void A_cell_of_csv_keeps_its_line_breaks_between_quotes() => Assert.EndsWith(
        "| \"\"quoted\"\",\nsecond line after a tab\"\n", Write(new CsvExporter()), StringComparison.Ordinal);

    [Fact]
    public void Ordinary_text_is_left_alone() => Assert.Equal("≥ 1/970 µs, 65.5 k – Ⅷ 😀", PrintableText.Of("≥ 1/970 µs, 65.5 k – Ⅷ 😀"));
}
