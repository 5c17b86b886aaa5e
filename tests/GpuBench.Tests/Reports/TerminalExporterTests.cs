using GpuBench.Reports.Exporters;
using GpuBench.Reports.Tables;
using Xunit;

namespace GpuBench.Tests.Reports;

/// <summary>What a narrow terminal is spared.</summary>
public sealed class TerminalExporterTests
{
    private static string Write(int width)
    {
        var table = new Table(new("workload", Wraps: true), new("value"), new("first choice", Optional: true), new("kernel", Optional: true));
        table.Add("matmul bf16 8192³", "148 TFLOP/s", "half of it", "a kernel with a name");
        using var output = new StringWriter();
        new TerminalExporter(width).Write(new([], [new("Device", table)], table, "{}"), output);
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
}
