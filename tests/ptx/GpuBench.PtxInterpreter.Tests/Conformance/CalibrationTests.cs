using System.Text.Json;
using GpuBench.PtxInterpreter.Calibration;
using GpuBench.PtxInterpreter.Calibration.Reporting;
using GpuBench.PtxInterpreter.Calibration.Running;
using GpuBench.PtxInterpreter.Conformance;
using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Conformance;

/// <summary>The calibration's comparison and its command line.</summary>
public sealed class CalibrationTests
{
    [Fact]
    public void A_changed_byte_is_a_difference_that_names_the_operands()
    {
        var testCase = Case("integer arithmetic", "add.s32");
        var machine = new InterpreterRunner().Run(testCase);
        var changed = machine.Outputs.ToDictionary(o => o.Key, o => (byte[])o.Value.Clone(), StringComparer.Ordinal);
        changed["d0"][4] ^= 1;

        var record = CaseRecord.Of(testCase, machine, CaseOutcome.Completed(changed));

        Assert.True(record.Machine.AsExpected);
        Assert.True(record.Device.Differs);
        Assert.Equal(1, record.UnequalBytes);
        Assert.StartsWith("d0[1], of 0x", record.Device.Details, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_result_beyond_its_margin_is_a_difference()
    {
        var expectation = new Expectation(4, [0x3f80_0000], _ => "")
        {
            Format = FloatFormat.Binary32,
            Margins = [2e-7],
            MarginReason = "a test",
        };

        Assert.Null(expectation.Compare("d", BitConverter.GetBytes(1.0000001f)));
        Assert.NotNull(expectation.Compare("d", BitConverter.GetBytes(1.0000005f)));
        Assert.NotNull(expectation.Compare("d", BitConverter.GetBytes(float.NaN)));
        Assert.NotNull(expectation.Compare("d", BitConverter.GetBytes(float.PositiveInfinity)));
    }

    [Fact]
    public void A_side_that_did_not_run_has_no_difference()
    {
        var record = CaseRecord.Of(Case("integer arithmetic", "add.s32"), CaseOutcome.Failed("refused"), CaseOutcome.NotRun("no GPU"));

        Assert.True(record.Machine.Differs);
        Assert.False(record.Device.Differs);
        Assert.Null(record.UnequalBytes);
    }

    [Theory]
    [InlineData("--out")]
    [InlineData("--help")]
    [InlineData("--unknown", "x")]
    public void Wrong_arguments_get_the_usage_and_exit_code_2(params string[] arguments)
    {
        using var errors = new StringWriter();

        Assert.Equal(CalibrationProgram.WrongArguments, CalibrationProgram.Run(arguments, TextWriter.Null, errors));
        Assert.Contains("--family", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_PTX_of_cases_can_be_printed_without_running_them()
    {
        using var output = new StringWriter();

        Assert.Equal(
            CalibrationProgram.Equal,
            CalibrationProgram.Run(["--show-ptx", "--family", "clusters", "--case", "positions"], output, TextWriter.Null));
        Assert.Contains(".reqnctapercluster 2, 1, 1", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_is_json_with_a_verdict_for_each_side()
    {
        var testCase = Case("carry chains", "add.cc");
        var report = new CalibrationReport(
            null, null, null, [CaseRecord.Of(testCase, new InterpreterRunner().Run(testCase), CaseOutcome.NotRun("no GPU"))]);

        using var json = JsonDocument.Parse(report.ToJson());
        var first = json.RootElement.GetProperty("cases")[0];
        Assert.True(first.GetProperty("machine").GetProperty("asExpected").GetBoolean());
        Assert.Equal("notRun", first.GetProperty("device").GetProperty("status").GetString());
    }

    private static ConformanceCase Case(string family, string nameStart) =>
        ConformanceSuite.Families[family]().First(c => c.Name.StartsWith(nameStart, StringComparison.Ordinal));
}
