using GpuBench.Driver.Tests.Kernels;
using GpuBench.Kernels;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Tests.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Driver.Tests.TensorCores;

/// <summary>Runs <see cref="TensorCoreProduct"/> and compares it with a double-precision product of the same stored elements.</summary>
internal static class TensorCoreCheck
{
    internal delegate void Launcher(AcceleratorStream stream, KernelConfig config, ArrayView<uint> a, ArrayView<uint> b, ArrayView<float> c, int n, int k);

    public static Launcher Load(MachineSession session) =>
        KernelLoader.Load<Launcher>(session.Accelerator, KernelEntryPoint.Of("fp16", TensorCoreProduct.Kernel, TensorCoreProduct.GroupSize));

    public static void Run(MachineSession session, int m, int n, int k) => Run(session, Load(session), m, n, k);

    public static void Run(MachineSession session, Launcher launcher, int m, int n, int k)
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

        RequireProduct(hostA.Values, hostB.Values, c.GetAsArray1D(), m, n, k);
    }

    /// <summary>Requires C (M,N) = A (M,K) · B (N,K) transposed.</summary>
    public static void RequireProduct(double[] a, double[] b, float[] actual, int m, int n, int k)
    {
        for (var row = 0; row < m; row++)
        {
            for (var column = 0; column < n; column++)
            {
                var expected = 0.0;
                for (var i = 0; i < k; i++)
                    expected += a[(row * k) + i] * b[(column * k) + i];
                // Products of fp16 are exact in fp32; K sums of numbers below 1 each lose half a unit in the last place at most.
                Assert.InRange(actual[(row * n) + column], expected - (k * 4e-6), expected + (k * 4e-6));
            }
        }
    }
}
