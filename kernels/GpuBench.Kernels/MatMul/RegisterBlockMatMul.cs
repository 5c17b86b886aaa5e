using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>One work item, a block of 4x4 elements of C in registers, no shared memory and no barrier: for devices where a barrier is dear.</summary>
/// <remarks>
/// 2·M·N·K FLOP; 2·M·N·K / 4 elements read, eight quads for 64 multiply-adds. Takes any M: rows beyond the last are computed from the last and not stored.
/// Checked against a double-precision product by <c>MatMulTests</c>.
/// </remarks>
public sealed class RegisterBlockMatMul : IMatMulKernel
{
    private const int Block = 4;
    private const int MaxGroupSize = 128;

    public string Name => "register-block";

    public string Technique => "one work item keeps 4x4 elements of C in registers; no barrier";

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [EntryPoint(StorageType.Fp32), EntryPoint(StorageType.Fp16)];

    public string? WhyNot(Accelerator accelerator, StorageType storage, MatMulShape shape) =>
        MatMulRequirement.Indexable(shape)
        ?? Requirement.Multiple("N", shape.N, Block)
        ?? Requirement.Multiple("K", shape.K, Block);

    private static void Kernel<TCodec>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulShape shape)
        where TCodec : struct, IElementCodec
    {
        int kQuads = shape.K / 4, nQuads = shape.N / 4, lastRow = shape.M - 1;
        var row = Grid.GlobalIndex.X / nQuads * Block;
        var column = Grid.GlobalIndex.X % nQuads;
        if (row > lastRow)
            return;

        int row0 = row * kQuads, row1 = IntrinsicMath.Min(row + 1, lastRow) * kQuads;
        int row2 = IntrinsicMath.Min(row + 2, lastRow) * kQuads, row3 = IntrinsicMath.Min(row + 3, lastRow) * kQuads;
        Quad c0 = default, c1 = default, c2 = default, c3 = default;
        for (var k = 0; k < kQuads; k++)
        {
            var bQuad = k * 4 * nQuads + column;
            var b0 = TCodec.LoadQuad(b, bQuad);
            var b1 = TCodec.LoadQuad(b, bQuad + nQuads);
            var b2 = TCodec.LoadQuad(b, bQuad + 2 * nQuads);
            var b3 = TCodec.LoadQuad(b, bQuad + 3 * nQuads);
            var a0 = TCodec.LoadQuad(a, row0 + k);
            c0 = c0.AddScaled(a0.X, b0).AddScaled(a0.Y, b1).AddScaled(a0.Z, b2).AddScaled(a0.W, b3);
            var a1 = TCodec.LoadQuad(a, row1 + k);
            c1 = c1.AddScaled(a1.X, b0).AddScaled(a1.Y, b1).AddScaled(a1.Z, b2).AddScaled(a1.W, b3);
            var a2 = TCodec.LoadQuad(a, row2 + k);
            c2 = c2.AddScaled(a2.X, b0).AddScaled(a2.Y, b1).AddScaled(a2.Z, b2).AddScaled(a2.W, b3);
            var a3 = TCodec.LoadQuad(a, row3 + k);
            c3 = c3.AddScaled(a3.X, b0).AddScaled(a3.Y, b1).AddScaled(a3.Z, b2).AddScaled(a3.W, b3);
        }

        var first = row * nQuads + column;
        TCodec.StoreQuad(c, first, c0);
        if (row + 1 <= lastRow)
            TCodec.StoreQuad(c, first + nQuads, c1);
        if (row + 2 <= lastRow)
            TCodec.StoreQuad(c, first + 2 * nQuads, c2);
        if (row + 3 <= lastRow)
            TCodec.StoreQuad(c, first + 3 * nQuads, c3);
    }

    public MatMulLaunch Load(Accelerator accelerator, StorageType storage)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, EntryPoint(storage));
        var groupSize = Math.Min(MaxGroupSize, accelerator.MaxNumThreadsPerGroup);
        return (stream, a, b, c, shape) =>
        {
            var blocks = ((shape.M - 1) / Block + 1) * (shape.N / Block);
            launch(stream, new KernelConfig((blocks - 1) / groupSize + 1, groupSize), a, b, c, shape);
        };
    }

    private static KernelEntryPoint EntryPoint(StorageType storage) => storage == StorageType.Fp16
        ? KernelEntryPoint.Of("fp16", Kernel<Fp16Codec>, MaxGroupSize)
        : KernelEntryPoint.Of("fp32", Kernel<Fp32Codec>, MaxGroupSize);
}
