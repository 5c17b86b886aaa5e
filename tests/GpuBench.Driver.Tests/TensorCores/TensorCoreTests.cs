using GpuBench.Driver.Tests.Kernels;
using GpuBench.Driver.Tests.Mutations;
using GpuBench.PtxMachine;
using GpuBench.PtxMachine.Mutation;

namespace GpuBench.Driver.Tests.TensorCores;

/// <summary>A kernel on tensor cores, from C# through ILGPU's CUDA accelerator to the machine.</summary>
[Collection(StandInTests.Name)]
public sealed class TensorCoreTests(StandInFixture fixture)
{
    [LinuxX64Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void Product_is_right_and_keeps_to_the_rules_in_any_order_of_warps(int seed)
    {
        using var session = new MachineSession(fixture, seed);
        TensorCoreCheck.Run(session, m: 256, n: 256, k: 128);
        session.AssertClean();
    }

    [LinuxX64Fact]
    public void Every_fault_shows()
    {
        using var session = new MachineSession(fixture, new MachineOptions { MaxWarpInstructions = 2_000_000, MaxReports = 1 });
        var launcher = TensorCoreCheck.Load(session);
        // Two groups each way, and three rounds through the two stages.
        MutationRun.RequireAllNoticed(
            session, "tensor-core", [.. PtxFaults.Ordering, .. PtxFaults.Places, .. PtxFaults.Values], () => TensorCoreCheck.Run(session, launcher, m: 128, n: 128, k: 96));
    }
}
