using GpuBench.Publications.Normalising;
using GpuBench.Reports.Exporters;
using GpuBench.Reports.Results;
using GpuBench.Reports.Tables;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Reports;

/// <summary>What the exporter leaves out or wraps on a narrow terminal.</summary>
public sealed class TerminalExporterTests
{
    private static string Write(int width, string title = "Device", string kernel = "a kernel with a name")
    {
        var table = new Table(
            new("workload", Wraps: true), new("value"), new("first choice", Optional: true), new("kernel", Optional: true));
        table.Add("matmul bf16 8192³", "148 TFLOP/s", "half of it", kernel);
        using var output = new StringWriter();
        new TerminalExporter(width).Write(new([], [new(title, table)], table, "{}"), output);
        return output.ToString();
    }

    private static string Write(int width, Table table)
    {
        using var output = new StringWriter();
        new TerminalExporter(width).Write(new([], [new("Device", table)], table, "{}"), output);
        return output.ToString();
    }

    [Fact]
    public void A_wide_terminal_shows_every_column()
    {
        var text = Write(120);
        Assert.All(
            (string[])["matmul bf16 8192³", "148 TFLOP/s", "half of it", "a kernel with a name"],
            cell => Assert.Contains(cell, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Optional_columns_are_omitted_from_the_right()
    {
        var text = Write(50);
        Assert.Contains("half of it", text, StringComparison.Ordinal);
        Assert.DoesNotContain("a kernel with a name", text, StringComparison.Ordinal);
        Assert.DoesNotContain("half of it", Write(30), StringComparison.Ordinal);
    }

    [Fact]
    public void Omitted_columns_are_named_below_the_table()
    {
        Assert.Contains("Left out at 50 columns: kernel.", InOneLine(Write(50)), StringComparison.Ordinal);
        Assert.Contains("Left out at 40 columns: first choice, kernel.", InOneLine(Write(40)), StringComparison.Ordinal);
        Assert.DoesNotContain("Left out", Write(120), StringComparison.Ordinal);
    }

    /// <summary>Joins wrapped lines, because a sentence wraps at the width of the terminal.</summary>
    private static string InOneLine(string text) => string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A line of 60 characters must contain the value, the interval of re-runs and the ratios.</summary>
    [Fact]
    public void A_result_keeps_the_interval_of_re_runs_at_60_columns()
    {
        var against = ResultNormalizer.DefaultAgainst.Select(Normalizer.Shipped.Names.Resolve);
        var normalizer = new ResultNormalizer(Normalizer.Shipped, [.. against]);
        var document = normalizer.Fill(Rows.Document(Rows.MatMul(8192, Rows.Bf16, 148e12, Rows.Cuda("NVIDIA H20"))));
        using var output = new StringWriter();
        new TerminalExporter(60).Write(ResultReport.Of(document, normalizer), output);
        var titles = output.ToString().Split('\n').First(line => line.Contains(" workload ", StringComparison.Ordinal));
        Assert.Contains("re-run", titles, StringComparison.Ordinal);
        Assert.DoesNotContain("kernel", titles, StringComparison.Ordinal);
        var named = InOneLine(output.ToString()).Split("Left out at 60 columns: ")[1];
        Assert.Contains("kernel", named[..named.IndexOf('.', StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public void A_required_column_is_shown_at_every_width() =>
        Assert.Contains("TFLOP/s", Write(22).ReplaceLineEndings(""), StringComparison.Ordinal);

    [Fact]
    public void A_table_that_does_not_fit_is_wrapped_and_not_omitted()
    {
        var table = new Table([.. Enumerable.Range(0, 8).Select(i => new Column($"title{i}"))]);
        table.Add([.. Enumerable.Range(0, 8).Select(i => $"a name of some length {i}")]);
        var text = Write(80, table);
        Assert.All(Enumerable.Range(0, 8), i => Assert.Contains($"title{i}", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Words_and_titles_are_not_split_if_there_is_room_for_them()
    {
        var table = new Table(new Column("workload", Wraps: true), new Column("reason", Wraps: true), new Column("value"));
        table.Add("matmul fp32 8192³", "a reason of so many words that its line is longer than the terminal is wide", "310 TFLOP/s");
        var lines = Write(50, table).Split('\n').Where(line => !line.Contains("Device", StringComparison.Ordinal)).ToList();
        var words = lines.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.All(
            table.Columns.Select(column => column.Title).Concat(table.Rows[0].SelectMany(cell => cell.Split(' '))),
            word => Assert.Contains(word, words));
        Assert.All(lines, line => Assert.True(line.Length <= 50, line));
    }

    /// <summary>A line break never splits a number, or a word that fits in a line.</summary>
    [Theory]
    [InlineData("matmul fp32 32×2048×32", 22, "matmul fp32 32×2048×32")]
    [InlineData("matmul fp32 32×2048×32", 12, "matmul fp32\n32×2048×32")]
    [InlineData("matmul fp32 32×2048×32", 7, "matmul\nfp32\n32×\n2048×32")]
    [InlineData("m=4096,n=4096,k=4096", 14, "m=4096,n=4096,\nk=4096")]
    [InlineData("m=4096,n=4096,k=4096", 6, "m=\n4096,\nn=\n4096,\nk=4096")]
    [InlineData("h20-96gb-hbm3-gemm-throughput-bf16-003", 16, "h20-96gb-hbm3-\ngemm-throughput-\nbf16-003")]
    [InlineData("-1 TFLOP/s", 7, "-1\nTFLOP/s")]
    [InlineData("stream fp32 copy 268 M", 20, "stream fp32 copy\n268 M")]
    [InlineData("of 10 k M", 5, "of\n10 k\nM")]
    [InlineData("two\nlines", 5, "two\nlines")]
    [InlineData("unbreakable", 5, "unbre\nakabl\ne")]
    [InlineData("", 5, "")]
    public void A_line_breaks_at_spaces_then_after_separators(string text, int width, string expected) =>
        Assert.Equal(expected, LineBreaks.Wrap(text, width));

    [Fact]
    public void Names_cannot_send_control_sequences_to_the_terminal()
    {
        var text = Write(120, "\u001b]0;title\u0007", "\u001b[2Jkernel");
        Assert.DoesNotContain('\u0007', text);
        Assert.DoesNotContain("\u001b]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", text, StringComparison.Ordinal);
        Assert.Contains("[2Jkernel", text, StringComparison.Ordinal);
    }
}
