using GpuBench.Reports.Exporters;
using GpuBench.Reports.Results;
using GpuBench.Reports.Tables;
using GpuBench.Tests.Reports.Expectations;
using Xunit;

namespace GpuBench.Tests.Reports.FirstScreen;

/// <summary>The first screen of imaginary devices, character by character, with the published data of results/.</summary>
public sealed class FirstScreenExpectationTests
{
    public static TheoryData<string> Runs => [.. ImaginaryRuns.All.Keys];

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_first_screen_equals_its_expectation_at_every_width(string run)
    {
        var report = ResultReport.Of(ImaginaryRuns.Normalizer.Fill(ImaginaryRuns.All[run]), ImaginaryRuns.Normalizer);
        var screen = Screen.Write(report, new TerminalExporter(80));
        Expectation.Check($"first-screen/{run}.txt", screen);
        Assert.All(screen.Split('\n'), line => Assert.InRange(line.Length, 0, SummaryLine.MaxWidth));
        foreach (var width in (int[])[100, 200])
            Assert.Equal(screen, Screen.Write(report, new TerminalExporter(width)));
        Assert.Equal($"```text\n{screen.TrimEnd('\n')}\n```\n\n", Screen.Write(report, new MarkdownExporter()));
    }

    [Fact]
    public void Every_expectation_belongs_to_a_run() => Assert.Equal(
        ImaginaryRuns.All.Keys.Select(run => $"{run}.txt").Order(),
        Directory.GetFiles(Path.Combine(Expectation.Folder, "first-screen")).Select(Path.GetFileName).Order());
}
