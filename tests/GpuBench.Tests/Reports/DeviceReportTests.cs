using GpuBench.Measuring.Devices;
using GpuBench.Reports;
using GpuBench.Reports.Exporters;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Reports;

/// <summary>The table shows the values that <c>--device</c> accepts.</summary>
public sealed class DeviceReportTests
{
    private const string Uuid = "GPU-8f3c1d2e-1234-5678-9abc-def01234567";

    private static DeviceInfo Card(int index, string engine, bool isKnown) => FakeDevice.SomeCpu with
    {
        Engine = engine,
        Backend = Backend.Cuda,
        Index = index,
        Uuid = isKnown ? $"{Uuid}{index}" : null,
        PciAddress = isKnown ? $"0000:0{index}:00.0" : null,
    };

    private static string Show(params DeviceInfo[] devices)
    {
        using var output = new StringWriter();
        new TerminalExporter(width: 100).Write(DeviceReport.Of(Inventory.Of(devices)), output);
        return output.ToString();
    }

    [Fact]
    public void The_UUID_of_each_card_is_printed_once_and_without_a_line_break()
    {
        var lines = Show(Card(0, "ilgpu", true), Card(0, "torchsharp", false), Card(1, "ilgpu", true), FakeDevice.SomeCpu).Split('\n');
        foreach (var index in (int[])[0, 1])
        {
            var line = Assert.Single(lines, line => line.Contains($"{Uuid}{index}", StringComparison.Ordinal));
            Assert.Contains($"cuda:{index}", line, StringComparison.Ordinal);
        }
        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= 100));
    }

    [Fact]
    public void The_UUID_table_is_omitted_if_empty() => Assert.DoesNotContain("UUID", Show(FakeDevice.SomeCpu), StringComparison.Ordinal);
}
