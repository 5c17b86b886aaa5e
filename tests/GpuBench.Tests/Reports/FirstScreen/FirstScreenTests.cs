using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Exporters;
using GpuBench.Reports.Results;
using GpuBench.Reports.Tables;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Reports.FirstScreen;

public sealed class FirstScreenTests
{
    private static ResultDocument H20 => ImaginaryRuns.All["h20"];

    private static ResultDocument Without(params string[] workloads) =>
        H20 with { Rows = [.. H20.Rows.Where(row => !workloads.Contains(row.Workload))] };

    [Fact]
    public void Streams_that_a_cache_may_serve_are_counted_and_are_no_bandwidth()
    {
        var warm = H20 with
        {
            Rows = [.. H20.Rows.Select(row => row.Workload == "stream" ? row with { Cache = CachePolicy.Warm } : row)],
        };
        var count = warm.Rows.Count(row => row.Workload == "stream" && row.Status == TrialStatus.Ok);

        var screen = Screen.InOneLine(Screen.Of(warm));
        Assert.Contains($"Not measured: memory bandwidth ({count} in cache, 1 failed).", screen, StringComparison.Ordinal);
        Assert.Contains("--workload stream", screen, StringComparison.Ordinal);
        Assert.DoesNotContain("in cache", Screen.InOneLine(Screen.Of(H20)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true, true)]
    [InlineData("stream", false, true)]
    [InlineData("decode", false, true)]
    [InlineData("matmul", true, false)]
    [InlineData("prefill", true, false)]
    [InlineData("stream,prefill", false, false)]
    public void The_sentence_needs_the_roof_and_the_model(string missing, bool hasDecode, bool hasPrefill)
    {
        var screen = Screen.InOneLine(Screen.Of(Without(missing.Split(','))));
        Assert.Equal(hasDecode, screen.Contains("ecoding is", StringComparison.Ordinal));
        Assert.Equal(hasPrefill, screen.Contains("refill is", StringComparison.Ordinal));
    }

    [Fact]
    public void The_sentence_names_the_lower_roof_if_half_of_it_is_reached()
    {
        var screen = Screen.InOneLine(Screen.Of(H20));
        Assert.Contains("Decoding is limited by memory bandwidth: 3.50 TB/s would allow", screen, StringComparison.Ordinal);
        Assert.Contains("and 60 % are reached; prefill is limited by matrix units: 140 TFLOP/s", screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Limiter.Host, "Decoding is limited by the host: memory bandwidth of 3.50 TB/s would allow")]
    [InlineData(Limiter.Unknown, "Decoding is limited by neither memory nor arithmetic: memory bandwidth of 3.50 TB/s would allow")]
    public void The_sentence_does_not_blame_a_roof_that_is_far_away(Limiter limiter, string sentence)
    {
        var rows = H20.Rows.Where(row => row.Workload != "decode" || row.Point.Int("b") == 1).Select(row => row with { Limiter = limiter });
        Assert.Contains(sentence, Screen.InOneLine(Screen.Of(H20 with { Rows = [.. rows] })), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_measured_has_a_command()
    {
        var rows = Without("stream", "decode", "attention").Rows;
        var screen = Screen.Write(Report(ImaginaryRuns.Document([.. rows]), "./gpubench"), new TerminalExporter(80));
        Assert.Contains(
            "Not measured: memory bandwidth, attention prefill, attention decode, model\ndecode.\n"
            + "  ./gpubench run --suite lab --workload stream,attention,decode\n"
            + "  ./gpubench run --suite lab --workload attention --axis t=1 --axis s=8192\n",
            screen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_whose_rows_failed_has_no_command()
    {
        var rows = H20.Rows.Select(row => row.Workload == "prefill" ? row with { Status = TrialStatus.Failed, Median = null } : row);
        var screen = Screen.Of(H20 with { Rows = [.. rows] });
        Assert.Contains("Not measured: model prefill (2 failed).\n", screen, StringComparison.Ordinal);
        Assert.Contains("The reasons of failed", screen, StringComparison.Ordinal);
        Assert.DoesNotContain("--workload", screen, StringComparison.Ordinal);
    }

    /// <summary>A command is copied from the terminal, so a line break must not split it.</summary>
    [Fact]
    public void A_long_command_continues_as_a_shell_accepts_it()
    {
        var report = Report(Devices(2, Rows.MatMul), "/opt/some/long/folder/gpubench");
        var lines = Screen.Write(report, new TerminalExporter(80)).Split('\n');
        var begin = Array.FindIndex(lines, line => line.StartsWith("  /opt/some/long/folder/gpubench run", StringComparison.Ordinal));
        Assert.EndsWith(" \\", lines[begin], StringComparison.Ordinal);
        Assert.EndsWith("--device cuda:0", lines[begin + 1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, SummaryLine.MaxWidth));
    }

    [Theory]
    [InlineData(3, 3, null)]
    [InlineData(4, 3, "1 more device, with tables below: cuda:3 NVIDIA H20.")]
    [InlineData(5, 3, "2 more devices, with tables below: cuda:3 NVIDIA H20, cuda:4 NVIDIA H20.")]
    public void Three_devices_have_a_part_of_the_screen(int count, int shown, string? others)
    {
        var screen = Screen.Of(Devices(count, Rows.MatMul));
        Assert.Equal(shown, screen.Split('\n').Count(line => line.EndsWith("measured 2026-01-02", StringComparison.Ordinal)));
        Assert.Equal(others is not null, screen.Contains(" more device", StringComparison.Ordinal));
        Assert.Contains(others ?? "cuda:2", screen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_without_a_row_of_any_class_says_so()
    {
        var failed = Rows.MatMul(8192, Rows.Bf16, 1e12, Rows.Cuda("a card")) with
        {
            Status = TrialStatus.Failed,
            Median = null,
            Unit = null,
        };
        var screen = Screen.Of(ImaginaryRuns.Document(failed));
        Assert.StartsWith(
            "cuda:0 a card (product unknown), measured 2026-01-02\nNo row with a value belongs to a class of this screen.\n", screen,
            StringComparison.Ordinal);
        Assert.Contains("matrix units (1 failed)", screen, StringComparison.Ordinal);
        Assert.DoesNotContain("Each line", screen, StringComparison.Ordinal);
        Assert.Empty(Report(ImaginaryRuns.Document()).Summary);
    }

    [Theory]
    [InlineData("like", 0.9664, 0.93, 1.0, false, "0.97 ×÷1.04 l")]
    [InlineData("convertible", 0.1744, 0.12, 0.26, false, "0.17 ×÷1.5 c")]
    [InlineData("bound", 1 / 968.0, 1 / 1100.0, 1 / 900.0, true, "≥1/970 ×÷1.2 b")]
    [InlineData("bound", 2.0, 1.9, 2.1, false, "≤2.0 ×÷1.06 b")]
    [InlineData("peak", 0.65, 0.6499, 0.6501, true, "≥0.65 ×÷1.01 p")]
    [InlineData("scaled", 12.3, 1.0, 140.0, false, "~12 ×÷13 s")]
    [InlineData("modelled", 1 / 968.0, 1 / 1200.0, 1 / 900.0, true, "≈1/970 ×÷1.3 m")]
    [InlineData("like", 0.17, 0.001, 0.2, false, "0.17 ×÷>99 l")]
    [InlineData("differs", 0.996, 0.996, 0.996, false, "1.0 d")]
    [InlineData("range", null, 0.25, 0.28, false, "0.25…0.28 r")]
    [InlineData("range", null, 0.05, 0.28, true, "≥1/20 r")]
    [InlineData("a newer word", 0.5, 0.5, 0.5, false, "0.50 ?")]
    public void A_ratio_has_a_form_for_each_verdict(string verdict, double? ratio, double low, double high, bool isLowerBound, string cell)
    {
        var row = Rows.MatMul(8192, Rows.Bf16, 148e12, Rows.Cuda("NVIDIA H20")) with
        {
            Comparisons =
            [
                new()
                {
                    Against = "h100", Variant = "sxm5-80gb", Ratio = ratio, Low = low, High = high, IsLowerBound = isLowerBound,
                    Verdict = verdict, Figure = "h20-96gb-hbm3-gemm-throughput-bf16-004", Why = "",
                },
            ],
        };
        var report = ResultReport.Of(ImaginaryRuns.Document(row), ImaginaryRuns.Against("h100"));
        Assert.Contains($"  {cell}", Screen.Write(report, new TerminalExporter(80)).Split('\n')[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Accelerators_without_room_are_named()
    {
        var screen = Screen.Of(H20, ImaginaryRuns.Against("h100", "h20", "910b", "a100", "h200", "h800"));
        var lines = screen.Split('\n');
        Assert.EndsWith(
            "H800: see the tables below.", lines.Single(line => line.StartsWith("No room here for ", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, SummaryLine.MaxWidth));
    }

    [Fact]
    public void A_device_of_no_known_product_has_no_share_of_a_peak()
    {
        var screen = Screen.Of(ImaginaryRuns.Document(Rows.MatMul(8192, Rows.Bf16, 1e12, Rows.PoclCpu)));
        Assert.DoesNotContain("peak", screen.Split('\n')[1], StringComparison.Ordinal);
        Assert.DoesNotContain("nominal peak", screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Formats_for_programs_do_not_have_the_screen()
    {
        var report = Report(H20);
        foreach (var exporter in (IExporter[])[new JsonExporter(), new CsvExporter()])
        {
            using StringWriter with = new(), without = new();
            exporter.Write(report, with);
            exporter.Write(report with { Summary = [] }, without);
            Assert.Equal(without.ToString(), with.ToString());
        }
    }

    private static Report Report(ResultDocument document, string command = "gpubench") =>
        ResultReport.Of(ImaginaryRuns.Normalizer.Fill(document), ImaginaryRuns.Normalizer, command);

    private static ResultDocument Devices(int count, Func<int, NumericTriple, double, RowDevice, string, HardwareUnit, ResultRow> row) =>
        ImaginaryRuns.Document(
        [
            .. Enumerable.Range(0, count).Select(index => row(
                8192, Rows.Bf16, 140e12, Rows.Cuda("NVIDIA H20") with { Id = $"cuda:{index}" }, "torchsharp", HardwareUnit.Tensor)),
        ]);
}
