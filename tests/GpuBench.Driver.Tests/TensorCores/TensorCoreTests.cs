using GpuBench.Driver.Tests.Kernels;
using GpuBench.Driver.Tests.Mutations;
using GpuBench.Kernels;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Tests.Storage;
using GpuBench.PtxMachine;
using GpuBench.PtxMachine.Mutation;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Driver.Tests.TensorCores;

/// <summary>A kernel on tensor cores, from C# through ILGPU's CUDA accelerator to the machine.</summary>
[Collection(StandInTests.Name)]
public sealed class TensorCoreTests(StandInFixture fixture)
{
    private delegate void Launcher(AcceleratorStream stream, KernelConfig config, ArrayView<uint> a, ArrayView<uint> b, ArrayView<float> c, int n, int k);

    [LinuxX64Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void Product_is_right_and_keeps_to_the_rules_in_any_order_of_warps(int seed)
    {
        using var session = new MachineSession(fixture, seed);
        Check(session, Load(session), m: 256, n: 256, k: 128);
        session.AssertClean();
    }

    [LinuxX64Fact]
    public void Every_fault_shows()
    {
        using var session = new MachineSession(fixture, new MachineOptions { MaxWarpInstructions = 2_000_000, MaxReports = 1 });
        var launcher = Load(session);
        // Two groups each way, and three rounds through the two stages.
        MutationRun.RequireAllNoticed(
            session, "tensor-core", [.. PtxFaults.Ordering, .. PtxFaults.Places, .. PtxFaults.Values], () => Check(session, launcher, m: 128, n: 128, k: 96));
    }

    private static Launcher Load(MachineSession session) =>
        KernelLoader.Load<Launcher>(session.Accelerator, KernelEntryPoint.Of("fp16", TensorCoreProduct.Kernel, TensorCoreProduct.GroupSize));

    private static void Check(MachineSession session, Launcher launcher, int m, int n, int k)
    {
        var hostA = HostTensor.Random(StorageType.Fp16, m * k, seed: 1);
        var hostB = HostTensor.Random(StorageType.Fp16, n * k, seed: 2);
        using var a = session.Accelerator.Allocate1D(hostA.Words);
        using var b = session.Accelerator.Allocate1D(hostB.Words);
        using var c = session.Accelerator.Allocate1D<float>((long)m * n);
        launcher(
            session.Accelerator.DefaultStream, new KernelConfig(new Index2D(n / TensorCoreProduct.Tile, m / TensorCoreProduct.Tile), new Index2D(TensorCoreProduct.GroupSize, 1)),
            a.View, b.View, c.View, n, k);
        session.Accelerator.Synchronize();

        var actual = c.GetAsArray1D();
        for (var row = 0; row < m; row++)
        {
            for (var column = 0; column < n; column++)
            {
                var expected = 0.0;
                for (var i = 0; i < k; i++)
                    expected += hostA.Values[(row * k) + i] * hostB.Values[(column * k) + i];
                // Products of fp16 are exact in fp32; K sums of numbers below 1 each lose half a unit in the last place at most.
                Assert.InRange(actual[(row * n) + column], expected - (k * 4e-6), expected + (k * 4e-6));
            }
        }
    }
}
