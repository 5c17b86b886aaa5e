using GpuBench.PtxInterpreter.Calibration.Reporting;
using GpuBench.PtxInterpreter.Calibration.Running;
using GpuBench.PtxInterpreter.Conformance;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Conformance;

/// <summary>Checks the interpreter against the PTX ISA: every conformance case, with one test for each family.</summary>
public sealed class InterpreterConformanceTests
{
    private const int ListedCases = 20;

    public static TheoryData<string> Families => [.. ConformanceSuite.Families.Keys];

    [Theory]
    [MemberData(nameof(Families))]
    public void The_interpreter_conforms_to_the_PTX_ISA(string family)
    {
        var machine = new InterpreterRunner();
        var records = ConformanceSuite.Families[family]()
            .Select(c => CaseRecord.Of(c, machine.Run(c), CaseOutcome.NotRun("no GPU"))).ToArray();

        Assert.NotEmpty(records);
        var differing = records.Where(r => r.Differs).ToArray();
        Assert.True(
            differing.Length == 0,
            $"{differing.Length} of {records.Length} cases differ:\n"
            + string.Join('\n', differing.Take(ListedCases).Select(r => $"{r.Name}: {r.Machine.Details}")));
    }
}
