using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>One work item, a block of 4x4 elements of C in registers, no shared memory and no barrier: for devices where a barrier is dear.</summary>
/// <remarks>
/// 2·M·N·K FLOP; 2·M·N·K / 4 elements read, four elements and a quad for 16 multiply-adds. Takes any M and K: rows beyond the last are computed from the last and not stored.
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
        MatMulRequirement.Indexable(shape) ?? Requirement.Multiple("N", shape.N, Block);

    private static void Kernel<TCodec>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulShape shape)
        where TCodec : struct, IElementCodec
    {
        int nQuads = shape.N / 4, lastRow = shape.M - 1;
        var row = Grid.GlobalIndex.X / nQuads * Block;
        var column = Grid.GlobalIndex.X % nQuads;
        if (row > lastRow)
            return;

        int row0 = row * shape.K, row1 = IntrinsicMath.Min(row + 1, lastRow) * shape.K;
        int row2 = IntrinsicMath.Min(row + 2, lastRow) * shape.K, row3 = IntrinsicMath.Min(row + 3, lastRow) * shape.K;
        QuadBlock block = default;
        for (var k = 0; k < shape.K; k++)
        {
            Quad aColumn;
            aColumn.X = TCodec.Load(a, row0 + k);
            aColumn.Y = TCodec.Load(a, row1 + k);
            aColumn.Z = TCodec.Load(a, row2 + k);
            aColumn.W = TCodec.Load(a, row3 + k);
            block = block.AddOuter(aColumn, TCodec.LoadQuad(b, k * nQuads + column));
        }

        var first = row * nQuads + column;
        TCodec.StoreQuad(c, first, block.Row0);
        if (row + 1 <= lastRow)
            TCodec.StoreQuad(c, first + nQuads, block.Row1);
        if (row + 2 <= lastRow)
            TCodec.StoreQuad(c, first + 2 * nQuads, block.Row2);
        if (row + 3 <= lastRow)
            TCodec.StoreQuad(c, first + 3 * nQuads, block.Row3);
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
