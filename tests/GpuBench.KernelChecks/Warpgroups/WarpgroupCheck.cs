using GpuBench.Kernels;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using GpuBench.PtxInterpreter.Memory;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.KernelChecks.Warpgroups;

/// <summary>Runs <see cref="WarpgroupProduct"/> and compares it with a double-precision product of the same stored elements.</summary>
internal static class WarpgroupCheck
{
    private delegate void Launcher(
        AcceleratorStream stream, KernelConfig config, ArrayView<float> c, long mapOfA, long mapOfB, int n, int k);

    /// <returns>
    /// An action that launches and compares. Its product has two groups in each direction, and five steps through the two stages.
    /// </returns>
    public static Action Load(InterpreterSession session)
    {
        session.Executor.Rewrite = ForHopper;
        var launcher = Compile(session);
        return () => Check(session, launcher, m: 128, n: 16, k: 320);
    }

    private static Launcher Compile(InterpreterSession session) =>
        KernelLoader.Load<Launcher>(
            session.Accelerator, KernelEntryPoint.Of("warpgroup", "fp16", WarpgroupProduct.Kernel, WarpgroupProduct.GroupSize));

    /// <summary>
    /// ILGPU supports no architecture beyond sm_80, and aligns arrays only to their elements. A swizzled tile must begin at a multiple of
    /// 1024 bytes.
    /// </summary>
    private static string ForHopper(string ptx) => ptx
        .Replace(".target sm_80", ".target sm_90a", StringComparison.Ordinal)
        .Replace(".shared .align 16 ", ".shared .align 1024 ", StringComparison.Ordinal);

    private static void Check(InterpreterSession session, Launcher launcher, int m, int n, int k)
    {
        var hostA = HostTensor.Random(StorageType.Fp16, m * k, seed: 1);
        var hostB = HostTensor.Random(StorageType.Fp16, n * k, seed: 2);
        using var a = session.Accelerator.Allocate1D(hostA.Words);
        using var b = session.Accelerator.Allocate1D(hostB.Words);
        using var c = session.Accelerator.Allocate1D<float>((long)m * n);
        using var maps = session.Accelerator.Allocate1D<byte>(
            [.. Map(a.NativePtr, m, WarpgroupProduct.Rows).Encode(), .. Map(b.NativePtr, n, WarpgroupProduct.Columns).Encode()]);
        launcher(
            session.Accelerator.DefaultStream,
            new KernelConfig(
                new Index2D(n / WarpgroupProduct.Columns, m / WarpgroupProduct.Rows), new Index2D(WarpgroupProduct.GroupSize, 1)),
            c.View, maps.NativePtr, maps.NativePtr + TensorMap.ByteCount, n, k);
        session.Accelerator.Synchronize();
        RequireProduct(hostA.Values, hostB.Values, c.GetAsArray1D(), m, n, k);

        TensorMap Map(nint address, int rows, int rowsOfBox) => new(
            (ulong)address, sizeof(ushort), [(ulong)k, (ulong)rows], [(ulong)k * sizeof(ushort)],
            [WarpgroupProduct.Depth, (uint)rowsOfBox], TensorMapSwizzle.Bytes128);
    }

    /// <summary>Requires C (M,N) = A (M,K) · B (N,K) transposed.</summary>
    private static void RequireProduct(double[] a, double[] b, float[] actual, int m, int n, int k)
    {
        for (var row = 0; row < m; row++)
        {
            for (var column = 0; column < n; column++)
            {
                var expected = 0.0;
                for (var i = 0; i < k; i++)
                    expected += a[(row * k) + i] * b[(column * k) + i];
                // Products of fp16 are exact in fp32. Each of the K sums of numbers below 1 loses at most half a unit in the last place.
                Assert.InRange(actual[(row * n) + column], expected - (k * 4e-6), expected + (k * 4e-6));
            }
        }
    }
}
