using GpuBench.PtxInterpreter.Calibration;
using GpuBench.PtxInterpreter.Calibration.Running;
using GpuBench.PtxInterpreter.Conformance;
using GpuBench.PtxInterpreter.Conformance.Cases;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Conformance;

/// <summary>Processes that end early, as they do after a fault of a kernel.</summary>
public sealed class CaseSupervisorTests : IDisposable
{
    private static readonly string Calibration = Path.ChangeExtension(typeof(CalibrationProgram).Assembly.Location, null);

    private readonly string _folder = Directory.CreateTempSubdirectory("case-supervisor-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_case_has_a_record_if_each_process_ends_after_one_case()
    {
        var cases = Cases("carry chains");
        var supervisor = Supervisor("""
            exec "$0" "$1" "$2" "$3" "$4" "$5" "$6" "$(($6 + 1))" "$8"
            """, cases);

        var records = supervisor.Run();

        Assert.Equal(cases.Select(c => c.Name), records.Select(r => r.Name));
        Assert.All(records, record => Assert.True(record.Machine.AsExpected));
        Assert.All(records, record => Assert.Equal("no GPU", record.Device.Details));
    }

    [Fact]
    public void A_case_that_kills_its_process_has_failed_on_the_device_and_later_cases_run()
    {
        var cases = Cases("carry chains");
        var supervisor = Supervisor("""
            if [ "$6" -eq 2 ]; then exit 134; fi
            exec "$0" "$1" "$2" "$3" "$4" "$5" "$6" "$(($6 + 1))" "$8"
            """, cases);

        var records = supervisor.Run();

        Assert.Equal(cases.Count, records.Count);
        Assert.Equal("the process ended with exit code 134", records[2].Device.Details);
        Assert.True(records[2].Device.Differs);
        Assert.Equal(CaseStatus.NotRun, records[3].Device.Status);
    }

    [Fact, Trait("Tier", "all")]
    public void Cases_after_the_time_limit_are_not_run_and_finished_cases_are_kept()
    {
        var cases = Cases("carry chains");
        var supervisor = Supervisor("""
            if [ "$6" -eq 2 ]; then exec sleep 600; fi
            exec "$0" "$1" "$2" "$3" "$4" "$5" "$6" "$(($6 + 1))" "$8"
            """, cases, "--seconds", "15");

        var records = supervisor.Run();

        Assert.Equal(cases.Select(c => c.Name), records.Select(r => r.Name));
        Assert.Equal("no GPU", records[0].Device.Details);
        Assert.Equal("the time was over", records[2].Device.Details);
        Assert.Equal("the time was over", records[^1].Device.Details);
    }

    private static IReadOnlyList<ConformanceCase> Cases(string family) => [.. ConformanceSuite.Families[family]()];

    /// <param name="script">A shell script in front of the program, which is its <c>$0</c>.</param>
    private CaseSupervisor Supervisor(string script, IReadOnlyList<ConformanceCase> cases, params string[] options)
    {
        var arguments = CalibrationArguments.Parse(["--family", cases[0].Family, .. options])!;
        return new(["/bin/sh", "-c", script, Calibration], arguments, cases);
    }
}
