using GpuBench.KernelChecks.Warpgroups;
using GpuBench.PtxInterpreter;
using GpuBench.PtxInterpreter.Mutation;

namespace GpuBench.Mutation.Tests;

[Trait("Tier", "all")]
[Collection(MutationTests.Name)]
public sealed class WarpgroupMutationTests(FakeDriverFixture fixture)
{
    [LinuxX64Fact]
    public void Every_mutant_of_a_kernel_for_warpgroups_is_killed()
    {
        using var session = new InterpreterSession(fixture, new InterpreterOptions { MaxWarpInstructions = 200_000, MaxReports = 1 });
        MutationRun.RequireAllKilled(
            session, "warpgroup",
            [.. MutationOperators.Ordering, .. MutationOperators.Places, .. MutationOperators.Values],
            WarpgroupCheck.Load(session));
    }
}
