using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Comparing;
using GpuBench.Reports.Exporters;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Reports.Comparing;

/// <summary>The text and the rows of a comparison.</summary>
public sealed class ComparisonReportTests
{
    private static readonly DeviceInfo A800 = Runs.Card(uuid: "GPU-a");
    private static readonly DeviceInfo H20 = Runs.Card("NVIDIA H20", uuid: "GPU-h") with { PowerLimitWatts = 500, EccEnabled = false };

    private static ComparedRuns Compare(ResultDocument first, ResultDocument later) =>
        RunComparer.Compare(new("first.json", first), [new("later.json", later)]);

    private static string Write(IExporter exporter, ComparedRuns runs)
    {
        using var output = new StringWriter();
        exporter.Write(ComparisonReport.Of(runs), output);
        return output.ToString();
    }

    private static ComparedRuns TwoCards() => Compare(Runs.Document([A800], Runs.Row(A800)), Runs.Document([H20], Runs.Row(H20, 40e12)));

    [Fact]
    public void The_head_names_both_runs_and_their_cards()
    {
        var text = Write(new MarkdownExporter(), TwoCards());
        foreach (var run in (string[])["First: first.json", "Later: later.json"])
            Assert.Contains($"{run}: gpubench {ToolInfo.Current.Version}, commit ", text, StringComparison.Ordinal);
        Assert.Contains("NVIDIA A800, UUID GPU-a, driver 535.104.05, power limit 400 W, ECC on", text, StringComparison.Ordinal);
        Assert.Contains("NVIDIA H20, UUID GPU-h, driver 535.104.05, power limit 500 W, ECC off", text, StringComparison.Ordinal);
        Assert.Contains("Command: gpubench run", text, StringComparison.Ordinal);
        Assert.Contains(HostInfo.Read().Cpu, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_different_cards_are_compared_without_a_prediction()
    {
        var text = Write(new MarkdownExporter(), TwoCards());
        Assert.Contains("### Other device: later.json", text, StringComparison.Ordinal);
        Assert.Contains("| other device | 0.400 (0.38", text, StringComparison.Ordinal);
        Assert.Contains("| cuda:0 (ilgpu) | device | NVIDIA A800 | NVIDIA H20 | other device |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("prediction", text, StringComparison.Ordinal);
        Assert.DoesNotContain("### Re-run", text, StringComparison.Ordinal);
        Assert.Contains("0 slower, 0 faster, 0 unchanged, 0 undecided; 1 of other devices, not judged.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(80)]
    public void Every_row_shows_engine_launch_and_the_re_run_interval(int width)
    {
        var torch = Runs.Card(uuid: "GPU-a", engine: "torchsharp");
        ResultRow Script(double rate) => Runs.Row(torch, rate, Runs.Noisy) with { Launch = LaunchMode.Script };
        var runs = Compare(
            Runs.Document([A800, torch], Runs.Row(A800), Runs.Row(torch, 110e12), Script(65e12)),
            Runs.Document([A800, torch], Runs.Row(A800), Runs.Row(torch, 50e12), Script(65e12)));
        var lines = Write(new TerminalExporter(width), runs).Split('\n');
        string[][] expected =
            [["slower", "torchsharp", "batch", "0.455"], ["undecided", "torchsharp", "script"], ["unchanged", "ilgpu", "batch"]];
        foreach (var cells in expected)
        {
            var line = Assert.Single(lines, line => line.StartsWith($"  {cells[0]} ", StringComparison.Ordinal));
            Assert.All([.. cells, "…"], cell => Assert.Contains(cell, line, StringComparison.Ordinal));
        }
        Assert.Equal("later.json: 1 slower, 0 faster, 1 unchanged, 1 undecided.", lines.Last(line => line.Length > 0));
        // The worst row is the first.
        var row = lines.Where(line => line.StartsWith("  ", StringComparison.Ordinal))
            .First(line => line.Contains("torchsharp", StringComparison.Ordinal));
        Assert.StartsWith("  slower ", row, StringComparison.Ordinal);
    }

    /// <summary>Two rows differ even if their points have the same short text, or if they differ in a condition without a column.</summary>
    [Fact]
    public void Different_rows_have_different_text()
    {
        var row = Runs.Row(A800);
        var (cold, twin) = (row with { Key = "cold", Cache = CachePolicy.ColdRotate }, row with { Key = "twin", Kernel = "another" });
        var document = Runs.Document([A800], row, cold, twin);
        var lines = Write(new MarkdownExporter(), Compare(document, document with { })).Split('\n')
            .Where(line => line.StartsWith("| unchanged", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, lines.Count);
        Assert.Equal(3, lines.Distinct().Count());
        Assert.Contains(lines, line => line.Contains(" cold |", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("another", StringComparison.Ordinal));
    }

    [Fact]
    public void The_CSV_has_one_row_for_each_task_with_all_data_of_the_verdict()
    {
        var lines = Write(new CsvExporter(), TwoCards()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var unquoted = string.Concat(lines[1].Split('"').Where((_, index) => index % 2 == 0));
        var cells = lines[0].Split(',').Zip(unquoted.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second);
        Assert.Equal(
            ("other device", "ilgpu", "batch", "NVIDIA A800", "NVIDIA H20", ""),
            (cells["verdict"], cells["engine"], cells["launch"], cells["deviceName"], cells["laterDeviceName"], cells["rerunLow"]));
    }
}
