using System.Globalization;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Exporters;
using GpuBench.Reports.Results;
using GpuBench.Reports.Tables;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Reports;

/// <summary>What a launch takes beside its median time, in every format. <see cref="ModelRows"/> has the numbers.</summary>
public sealed class LaunchCostReportTests
{
    private static readonly ResultNormalizer Against = new(Normalizer.Shipped, []);

    private static Dictionary<string, string> Explained(ResultRow row)
    {
        var document = Rows.Document(row);
        var table = RowDetailReport.Of(document, document, Against).Sections[0].Table;
        return table.Rows.ToDictionary(cells => cells[0], cells => cells[1]);
    }

    private static Report Report(params ResultRow[] rows) => ResultReport.Of(Rows.Document(rows), Against);

    private static Dictionary<string, string> Csv(ResultRow row)
    {
        var flat = Report(row).Flat;
        return flat.Columns.Zip(flat.Rows[0]).ToDictionary(cell => cell.First.Title, cell => cell.Second);
    }

    private static string Text(Report report, IExporter exporter)
    {
        using var output = new StringWriter();
        exporter.Write(report, output);
        return output.ToString();
    }

    [Fact]
    public void A_row_of_decoding_is_explained_with_its_times_its_energy_and_its_memory()
    {
        var fields = Explained(ModelRows.Decode());
        Assert.Equal("p50 20.0 ms, p95 20.9 ms, p99 21.0 ms of 500 samples", fields["time per output token (TPOT)"]);
        Assert.Equal("20.0 ms", fields["device time of a launch"]);
        Assert.Equal("25.0 ms", fields["host time of a launch"]);
        Assert.Equal("12.0 ms, 60 % of the device time until they returned", fields["host's calls"]);
        Assert.Equal("2.00 J/token of the whole board, idle power included", fields["energy"]);
        Assert.Equal("2.50 GB", fields["peak memory"]);
        Assert.Equal("291", fields["kernels of a launch"]);
    }

    [Fact]
    public void The_time_of_prefill_is_the_time_to_first_token()
    {
        var fields = Explained(ModelRows.Prefill());
        Assert.Equal("p50 20.0 ms, p95 20.9 ms, p99 21.0 ms of 500 samples", fields["time to first token (TTFT)"]);
        Assert.Equal("0.00800 J/token of the whole board, idle power included", fields["energy"]);
    }

    [Fact]
    public void Percentiles_that_need_more_samples_are_not_printed()
    {
        var row = ModelRows.Decode();
        Assert.Equal(
            "p50 20.0 ms of 1 sample; p95 needs 20",
            Explained(row with { Rounds = [Plans.Round(0, 20e-3)] })["time per output token (TPOT)"]);
        Assert.Equal(
            "p50 20.0 ms, p95 20.0 ms of 20 samples; p99 needs 100",
            Explained(row with { Rounds = [Plans.Round(0, [.. Enumerable.Repeat(20e-3, 20)])] })["time per output token (TPOT)"]);
    }

    [Fact]
    public void What_the_rounds_do_not_give_is_left_out()
    {
        var fields = Explained(ModelRows.Decode() with { Rounds = [Plans.Round(0, 20e-3) with { LaunchesPerSample = 2 }] });
        Assert.Equal("20.0 ms", fields["device time of a launch"]);
        foreach (var name in (string[])["time per output token (TPOT)", "host time of a launch", "host's calls", "energy", "peak memory"])
            Assert.DoesNotContain(name, fields.Keys);
    }

    [Fact]
    public void Csv_has_the_cost_of_a_launch_also_for_rows_of_older_files()
    {
        foreach (var row in (ResultRow[])[ModelRows.Decode(), ModelRows.Decode() with { LaunchCost = null }])
        {
            var cells = Csv(row);
            Assert.Equal(19.99e-3, Number("launchP50Seconds"), 1e-9);
            Assert.Equal(20.881e-3, Number("launchP95Seconds"), 1e-9);
            Assert.Equal(20.9602e-3, Number("launchP99Seconds"), 1e-9);
            Assert.Equal(25e-3, Number("launchHostSeconds"), 1e-9);
            Assert.Equal(12e-3, Number("launchEnqueueSeconds"), 1e-9);
            Assert.Equal(4, Number("launchJoules"), 1e-9);
            Assert.Equal(2, Number("joulesPerToken"), 1e-9);
            Assert.Equal(("2500000000", "291"), (cells["peakMemoryBytes"], cells["kernelsPerLaunch"]));

            double Number(string column) => double.Parse(cells[column], CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public void Csv_of_a_row_without_a_value_has_empty_cells()
    {
        var cells = Csv(Runs.Without(ModelRows.Decode(), TrialStatus.Failed, "wrong result"));
        Assert.Equal(("", "", ""), (cells["launchP50Seconds"], cells["launchJoules"], cells["kernelsPerLaunch"]));
    }

    [Fact]
    public void The_complete_table_has_a_section_on_models_and_the_short_one_has_not()
    {
        const string Title = "Time to first token of prefill (TTFT), time per output token of decode (TPOT)";
        var report = Report(ModelRows.Prefill(), ModelRows.Decode(), Rows.MatMul(4096, Rows.Bf16, 1e12, Rows.Cuda("NVIDIA Imaginary")));
        var section = Assert.Single(report.Sections, section => section.Title == Title);
        Assert.Equal(
            [
                ["cuda:0", "prefill bf16 110m b1 pp500", "20.0 ms", "20.9 ms", "21.0 ms", "20.0 ms", "25.0 ms", "12.0 ms, 60 %",
                    "0.00800 J/token", "2.50 GB", "291"],
                ["cuda:0", "decode bf16 110m b2 tg32 after 128", "20.0 ms", "20.9 ms", "21.0 ms", "20.0 ms", "25.0 ms", "12.0 ms, 60 %",
                    "2.00 J/token", "2.50 GB", "291"],
            ],
            section.Table.Rows);
        Assert.Contains(Title, Text(report, new MarkdownExporter()), StringComparison.Ordinal);
        Assert.DoesNotContain(Title, Text(report, new TerminalExporter()), StringComparison.Ordinal);
        Assert.DoesNotContain(Report(Rows.MatMul(4096, Rows.Bf16, 1e12, Rows.Cuda("NVIDIA Imaginary"))).Sections, s => s.Title == Title);
    }
}
