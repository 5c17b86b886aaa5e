using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>
/// Over <see cref="NaiveMatMul"/>: 4x4 elements of C in registers, so that a loaded element serves four products. No barrier.
/// </summary>
/// <remarks>
/// Reads 2·M·N·K / 4 elements: eight for 16 multiply-adds. M and K are any; rows past the end use the last row and are not stored.
/// Checked against a double-precision product by <c>MatMulTests</c>.
/// </remarks>
public sealed class RegisterBlockMatMul : IMatMulKernel
{
    private const int Block = 4;
    private const int MaxGroupSize = 128;

    public string Name => "register-block";

    public string Technique => "one work item keeps 4x4 elements of C in registers; no barrier";

    public IReadOnlyList<MatMulVariant> Variants => MatMulEntryPoint.FloatVariants;

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(EntryPoint)];

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape) =>
        MatMulRequirement.Served(this, variant, shape)
            ?? Requirement.GridRows(shape.BatchCount)
            ?? Requirement.Multiple("N", shape.N, Block);

    private static void Kernel<TCodec, TLayout>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCodec : struct, IElementCodec
        where TLayout : struct, ILayoutB
    {
        // A (M,K), B (K,N) or (N,K), C (M,N), row-major; a work item computes 4x4 of C, one outer product a step of K.
        int nQuads = shape.N / 4, lastRow = shape.M - 1;
        var row = Grid.GlobalIndex.X / nQuads * Block;
        var column = Grid.GlobalIndex.X % nQuads * Block;
        if (row > lastRow)
            return;

        int aStart = Grid.IdxZ * shape.M * shape.K, bStart = Grid.IdxZ * shape.K * shape.N;
        int row0 = aStart + row * shape.K, row1 = aStart + IntrinsicMath.Min(row + 1, lastRow) * shape.K;
        int row2 = aStart + IntrinsicMath.Min(row + 2, lastRow) * shape.K, row3 = aStart + IntrinsicMath.Min(row + 3, lastRow) * shape.K;
        QuadBlock block = default;
        for (var k = 0; k < shape.K; k++)
        {
            Quad aColumn;
            aColumn.X = TCodec.Load(a, row0 + k);
            aColumn.Y = TCodec.Load(a, row1 + k);
            aColumn.Z = TCodec.Load(a, row2 + k);
            aColumn.W = TCodec.Load(a, row3 + k);
            block = block.AddOuter(aColumn, RowOfB<TCodec, TLayout>(b, bStart, k, column, shape));
        }

        BlockStore.Rows<TCodec>(c, row, column, block, shape);
    }

    /// <summary>Loads four elements of a row of the (K,N) matrix. One access if they are contiguous.</summary>
    private static Quad RowOfB<TCodec, TLayout>(ArrayView<uint> b, int bStart, int k, int column, MatMulSize shape)
        where TCodec : struct, IElementCodec
        where TLayout : struct, ILayoutB
    {
        var first = bStart + TLayout.Element(k, column, shape);
        if (!TLayout.IsTransposed)
            return TCodec.LoadQuad(b, first / 4);
        Quad row;
        row.X = TCodec.Load(b, first);
        row.Y = TCodec.Load(b, first + shape.K);
        row.Z = TCodec.Load(b, first + 2 * shape.K);
        row.W = TCodec.Load(b, first + 3 * shape.K);
        return row;
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, EntryPoint(variant), out var groupSize);
        return (stream, a, b, c, shape) =>
        {
            var blocks = ((shape.M - 1) / Block + 1) * (shape.N / Block);
            var grid = new Index3D((blocks - 1) / groupSize + 1, 1, shape.BatchCount);
            launch(stream, new KernelConfig(grid, new Index3D(groupSize, 1, 1)), a, b, c, shape);
        };
    }

    private KernelEntryPoint EntryPoint(MatMulVariant variant) =>
        MatMulEntryPoint.Of(this, Kernel<Fp32Codec, LayoutNN>, variant, MaxGroupSize);
}
