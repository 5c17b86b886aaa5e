using System.Text.RegularExpressions;
using GpuBench.Kernels.Memory;
using GpuBench.PtxInterpreter;
using GpuBench.PtxInterpreter.Mutation;
using Xunit.Sdk;

namespace GpuBench.Mutation.Tests;

[Collection(MutationTests.Name)]
public sealed class MutationRunTests(FakeDriverFixture fixture)
{
    private static readonly InterpreterOptions Options = new() { MaxWarpInstructions = 2_000_000, MaxReports = 1 };

    private static readonly IStreamKernel Kernel =
        StreamKernels.All.Single(kernel => kernel is { Operation: StreamOperation.Copy, Name: "quad" });

    /// <summary>Each compilation numbers its labels from the last one on, so texts grow. Here they grow at once.</summary>
    [LinuxX64Fact]
    public void A_mutant_keeps_its_place_when_the_check_compiles_the_kernel_again()
    {
        using var session = new InterpreterSession(fixture, Options);
        var compilations = 0;
        session.Executor.Rewrite = ptx => new string('\n', ++compilations) + ptx;
        MutationRun.RequireAllKilled(session, "stream/Copy-quad", [.. MutationOperators.Places, .. MutationOperators.Values], () =>
        {
            foreach (var elements in (int[])[7, 1024, 5003])
                MemoryCheck.RunStream(session.Accelerator, Kernel, elements);
        });
    }

    [LinuxX64Fact]
    public void A_mutant_that_the_interpreter_cannot_run_is_not_killed()
    {
        using var session = new InterpreterSession(fixture, Options);
        MutationOperator invalid = new(
            "invalid", new(@"st\.global[^;]*;", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10)), _ => "no.such.instruction;");
        var refused = Assert.Throws<XunitException>(() => MutationRun.RequireAllKilled(
            session, "stream/Copy-quad", [invalid], () => MemoryCheck.RunStream(session.Accelerator, Kernel, 7)));
        Assert.Contains("cannot be run: ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ld.global.f32 %f1, [%rd1+4];", 8)]
    [InlineData("ld.global.v4.f32 {%f1, %f2, %f3, %f4}, [%rd1];", 16)]
    [InlineData("ld.global.L1::no_allocate.L2::256B.v4.f32 {%f1, %f2, %f3, %f4}, [%rd1];", 16)]
    [InlineData("st.global.cs.v2.u32 [%rd1+8], {%r1, %r2};", 16)]
    [InlineData("st.global.b8 [%rd1+3], %rs1;", 4)]
    public void A_global_index_is_off_by_a_whole_access(string instruction, int offset)
    {
        var mutant = Assert.Single(MutationOperators.Places.SelectMany(operation => operation.MutantsOf(instruction)));
        Assert.Contains($"[%rd1+{offset}]", mutant.Replacement, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mutant_is_refused_for_another_text()
    {
        var mutant = new PtxMutant("test", Offset: 4, Line: 1, "add", "sub");
        Assert.Equal("one sub", mutant.ApplyTo("one add"));
        Assert.Throws<ArgumentException>(() => mutant.ApplyTo("seven add"));
    }
}
