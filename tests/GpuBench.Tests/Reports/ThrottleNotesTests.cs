using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Results;
using GpuBench.Reports.Tables;
using GpuBench.Tests.Fakes;
using GpuBench.Tests.Publications.Limits;
using Xunit;

namespace GpuBench.Tests.Reports;

/// <summary>A value that was measured with reduced clocks has a mark. Its table has a sentence about it.</summary>
public sealed class ThrottleNotesTests
{
    private const string Advice = " A slowdown protects the hardware: check cooling and power supply.";

    /// <summary>A row of five rounds.</summary>
    /// <param name="reasons">The reasons that the first rounds read after sampling. The other rounds have none.</param>
    private static ResultRow Row(int order, params string[][] reasons)
    {
        var row = Rows.MatMul(order, Rows.Bf16, 5e14, Rows.Cuda(LimitedRows.H100));
        return row with
        {
            Rounds = [.. row.Rounds.Select(round => round with
            {
                TelemetryAfter = new Telemetry { ThrottleReasons = round.Index < reasons.Length ? reasons[round.Index] : [] },
            })],
        };
    }

    private static Report Report(params ResultRow[] rows) =>
        ResultReport.Of(LimitedRows.Normalizer.Fill(LimitedRows.On(1.98e9, rows)), LimitedRows.Normalizer);

    private static Section Section(params ResultRow[] rows) => Report(rows).Sections[0];

    private static IEnumerable<string> Values(Section section) =>
        Enumerable.Range(0, section.Table.Rows.Count).Select(row => Cell(section.Table, row, "value"));

    private static string Cell(Table table, int row, string column) =>
        table.Rows[row][table.Columns.Index().Single(pair => pair.Item.Title == column).Index];

    [Fact]
    public void One_sentence_counts_the_rounds_of_all_rows_with_the_mark()
    {
        var section = Section(Row(4096, ["power-cap"], ["power-cap", "sync-boost"]), Row(8192), Row(16384, ["idle", "power-cap"]));
        Assert.Equal(["500 TFLOP/s¹", "500 TFLOP/s", "500 TFLOP/s¹"], Values(section));
        Assert.Equal(
            "¹ measured with reduced clocks in 3 of 10 rounds of these 2 rows: power cap, sync boost in 1.", Assert.Single(section.Notes));
    }

    [Fact]
    public void A_slowdown_has_its_own_mark_and_its_note_says_what_to_check()
    {
        var section = Section(Row(4096, ["power-cap"]), Row(8192, ["power-cap"], ["thermal"]), Row(16384, ["power-brake"]));
        Assert.Equal(["500 TFLOP/s¹", "500 TFLOP/s²", "500 TFLOP/s²"], Values(section));
        Assert.Equal(
            [
                "¹ measured with reduced clocks in 1 of 5 rounds of this row: power cap.",
                "² measured with reduced clocks in 3 of 10 rounds of these 2 rows: power brake in 1, power cap in 1, thermal slowdown in 1."
                    + Advice,
            ],
            section.Notes);
    }

    [Fact]
    public void A_suspect_row_shows_no_value_and_is_not_counted()
    {
        var suspect = Row(8192, ["power-cap"]) with { Status = TrialStatus.Suspect, Reason = "too fast" };
        var section = Section(Row(4096, ["power-cap"]), suspect);
        Assert.Equal(["500 TFLOP/s¹", "suspect"], Values(section));
        Assert.Equal("¹ measured with reduced clocks in 1 of 5 rounds of this row: power cap.", Assert.Single(section.Notes));
    }

    [Fact]
    public void The_flat_table_distinguishes_no_throttled_round_from_no_reading()
    {
        var table = Report(
            Row(4096, ["power-cap"], ["thermal", "power-cap"]), Row(8192),
            Rows.MatMul(1024, Rows.Bf16, 5e14, Rows.Cuda(LimitedRows.H100))).Flat;
        Assert.Equal(["2", "0", ""], Enumerable.Range(0, 3).Select(row => Cell(table, row, "throttledRounds")));
        Assert.Equal(["power-cap, thermal", "", ""], Enumerable.Range(0, 3).Select(row => Cell(table, row, "throttleReasons")));
    }
}
