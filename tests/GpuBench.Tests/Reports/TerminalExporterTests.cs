using GpuBench.Reports.Exporters;
using GpuBench.Reports.Tables;
using Xunit;

namespace GpuBench.Tests.Reports;

/// <summary>What a narrow terminal is spared.</summary>
public sealed class TerminalExporterTests
{
    private static string Write(int width, string title = "Device", string kernel = "a kernel with a name")
    {
        var table = new Table(new("workload", Wraps: true), new("value"), new("first choice", Optional: true), new("kernel", Optional: true));
        table.Add("matmul bf16 8192³", "148 TFLOP/s", "half of it", kernel);
        using var output = new StringWriter();
        new TerminalExporter(width).Write(new([], [new(title, table)], table, "{}"), output);
        return output.ToString();
    }

    [Fact]
    public void A_wide_one_shows_every_column()
    {
        var text = Write(120);
        Assert.All((string[])["matmul bf16 8192³", "148 TFLOP/s", "half of it", "a kernel with a name"], cell => Assert.Contains(cell, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Optional_columns_go_from_the_right()
    {
        var text = Write(50);
        Assert.Contains("half of it", text, StringComparison.Ordinal);
        Assert.DoesNotContain("kernel", text, StringComparison.Ordinal);
        Assert.DoesNotContain("choice", Write(30), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_optional_stays_however_narrow_it_gets() =>
        Assert.Contains("TFLOP/s", Write(20).ReplaceLineEndings(""), StringComparison.Ordinal);

    [Fact]
    public void Names_cannot_steer_the_terminal()
    {
        var text = Write(120, "\u001b]0;title\u0007", "\u001b[2Jkernel");
        Assert.DoesNotContain('\u0007', text);
        Assert.DoesNotContain("\u001b]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", text, StringComparison.Ordinal);
        Assert.Contains("[2Jkernel", text, StringComparison.Ordinal);
    }
}
