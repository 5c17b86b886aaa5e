using System.Globalization;
using System.Text.RegularExpressions;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Exporters;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Results;
using GpuBench.Reports.Tables;
using GpuBench.Testing;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Reports;

/// <summary>The table of a results document on a terminal and in a pipe.</summary>
public sealed partial class ShortTableTests
{
    private static readonly ResultNormalizer Shipped =
        new(Normalizer.Shipped, [.. ResultNormalizer.DefaultAgainst.Select(Normalizer.Shipped.Names.Resolve)]);

    /// <summary>Results of a GPU, and a fixture with every kind of row.</summary>
    private static readonly string[] Documents =
    [
        "tests/GpuBench.Tests/Fixtures/results.v1.json",
        .. Directory.GetFiles(Repository.File("results/measured"), "*.json", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("\"manifest\"", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Files => [.. Documents];

    private static ResultDocument Read(string file) => Shipped.Fill(ResultFile.Read(Repository.File(file), WorkloadDefinitions.All));

    private static string Print(Report report, TerminalExporter exporter)
    {
        using var output = new StringWriter();
        exporter.Write(report, output);
        return output.ToString();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_line_fits_in_the_terminal(string file)
    {
        var report = ResultReport.Of(Read(file), Shipped);
        foreach (var width in new[] { 80, 100 })
            Assert.All(Print(report, new(width)).Split('\n'), line => Assert.InRange(line.Length, 0, width));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void In_a_pipe_lines_fit_in_100_columns_and_have_no_escape_sequences(string file)
    {
        var text = Print(ResultReport.Of(Read(file), Shipped), new());
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        Assert.DoesNotContain('\u001b', text);
    }

    /// <summary>Bold, dim, red and magenta are readable on light and dark backgrounds. Other colours are not.</summary>
    [Fact]
    public void Colours_are_readable_on_every_background()
    {
        var text = Print(ResultReport.Of(Read("tests/GpuBench.Tests/Fixtures/results.v1.json"), Shipped), new(100, hasColours: true));
        var codes = EscapeSequence.Matches(text).SelectMany(match => match.Groups["codes"].Value.Split(';')).ToHashSet();
        Assert.Empty(codes.Except(["0", "1", "2", "31", "35"]));
        Assert.Contains("31", codes); // a suspect row
        Assert.Contains("2", codes); // a ratio that was not divided
        Assert.All(EscapeSequence.Replace(text, "").Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void The_interval_of_re_runs_is_left_out_last()
    {
        var report = ResultReport.Of(Read("tests/GpuBench.Tests/Fixtures/results.v1.json"), Shipped);
        for (var width = 120; width >= 40; width--)
        {
            var text = InOneLine(Print(report, new(width)));
            foreach (var left in LeftOut.Matches(text).Select(match => match.Groups["titles"].Value.Split(", ")))
                Assert.Equal(new[] { "re-run", "of roof", "kernel" }[^left.Length..], left);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_counts_of_refused_ratios_add_up(string file)
    {
        var document = Read(file);
        var refused = document.Rows.Sum(row => row.Comparisons.Count(comparison => comparison.Refused is not null));
        var section = ResultReport.Of(document, Shipped).Short!.Sections.SingleOrDefault(
            section => section.Title.StartsWith("Not divided", StringComparison.Ordinal));
        var counted = section?.Table.Rows.Sum(row => row[1].Split(", ").Length * int.Parse(row[2], CultureInfo.InvariantCulture)) ?? 0;
        Assert.Equal(refused, counted);
        Assert.StartsWith($"Not divided: {refused} of ", section?.Title ?? $"Not divided: {refused} of ", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_counts_of_trials_without_a_value_add_up(string file)
    {
        var document = Read(file);
        var section = ResultReport.Of(document, Shipped).Short!.Sections.SingleOrDefault(
            section => section.Title.StartsWith("Not measured", StringComparison.Ordinal));
        Assert.Equal(
            document.Rows.Count(row => row.Median is null && row.Status != TrialStatus.Suspect),
            section?.Table.Rows.Sum(row => int.Parse(row[2], CultureInfo.InvariantCulture)) ?? 0);
    }

    /// <summary>The legend explains each letter that a cell has.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Every_letter_is_explained(string file)
    {
        var document = Read(file);
        var legend = ResultReport.Of(document, Shipped).Short!.Sections.SelectMany(section => section.Notes)
            .SingleOrDefault(note => note.StartsWith("Ratios", StringComparison.Ordinal)) ?? "";
        Assert.All(
            document.Rows.SelectMany(row => row.Comparisons).Select(ShortText.Ratio),
            cell => Assert.Contains($" {cell[^1]} ", legend, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void All_details_are_in_the_wide_table_and_in_Markdown(string file)
    {
        var document = Read(file);
        var report = ResultReport.Of(document, Shipped);
        using var markdown = new StringWriter();
        new MarkdownExporter().Write(report, markdown);
        string[] texts = [InOneLine(Print(report with { IsWide = true }, new(2000))), InOneLine(markdown.ToString())];
        foreach (var comparison in document.Rows.SelectMany(row => row.Comparisons).Where(comparison => comparison.Refused is null))
            Assert.All(texts, text =>
            {
                Assert.Contains($"{RatioText.Of(comparison)} {comparison.Kind} {comparison.Verdict} [", text, StringComparison.Ordinal);
                Assert.Contains(comparison.Figure ?? $"{comparison.Verdict}: {comparison.Why}", text, StringComparison.Ordinal);
            });
    }

    [Fact]
    public void Rows_that_differ_only_in_conditions_have_different_names()
    {
        var names =
            from cache in new[] { CachePolicy.Warm, CachePolicy.ColdRotate, CachePolicy.ColdFlush, CachePolicy.Unknown }
            from regime in Enum.GetValues<Regime>()
            from launch in Enum.GetValues<LaunchMode>()
            let row = Rows.MatMul(8192, Rows.Bf16, 1e14, Rows.Cuda("a GPU"))
            select PointText.Of(row with { Cache = cache, Regime = regime, Launch = launch });
        Assert.Equal(48, names.Distinct().Count());
        Assert.Contains("matmul bf16 8192³", names);
        Assert.Contains("matmul bf16 8192³ cold", names);
        Assert.Contains("matmul bf16 8192³ sustained", names);
        Assert.Contains("matmul bf16 8192³ as script", names);
    }

    private static string InOneLine(string text) => string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex("\u001b\\[(?<codes>[0-9;]*)m", RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex EscapeSequence { get; }

    [GeneratedRegex(@"Left out at \d+ columns: (?<titles>[^.]*)\.", RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex LeftOut { get; }
}
