using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>Over <see cref="RegisterBlockMatMul"/>: int8, four neighbours along K in a word. Any row length, no barrier.</summary>
/// <remarks>
/// Reads 2·M·N·K / 4 bytes: eight words for 64 multiply-adds. Sums are int32, exact up to K = 131071. Rows and columns past the end
/// use the last one and are not stored. Checked against a double-precision product by <c>MatMulTests</c>.
/// </remarks>
public sealed class Int8BlockMatMul : IMatMulKernel
{
    private const int Block = 4;
    private const int MaxGroupSize = 128;

    public string Name => "int8-block";

    public string Technique => "one work item keeps 4x4 int32 sums in registers, four neighbours along K a word; no barrier";

    public IReadOnlyList<MatMulVariant> Variants { get; } = [.. MatMulVariant.Of(MatMulTypes.Int8)];

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(EntryPoint)];

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape) =>
        MatMulRequirement.Served(this, variant, shape) ?? Requirement.GridRows(shape.BatchCount);

    private static void Kernel<TLayout>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TLayout : struct, ILayoutB
    {
        // A (M,K), B (K,N) or (N,K), C (M,N), row-major; a work item computes 4x4 of C, four elements along K a step.
        var blocksPerRow = BlockCount(shape.N);
        int row = Grid.GlobalIndex.X / blocksPerRow * Block, column = Grid.GlobalIndex.X % blocksPerRow * Block;
        if (row >= shape.M)
            return;

        int aStart = Grid.IdxZ * shape.M * shape.K, bStart = Grid.IdxZ * shape.K * shape.N;
        WordBlock block = default;
        for (var k = 0; k < shape.K; k += 4)
        {
            var rows = FourLines(a, aStart, row, shape.M, k, shape.K);
            var columns = TLayout.IsTransposed
                ? FourLines(b, bStart, column, shape.N, k, shape.K)
                : Int8Words.LoadColumns(b, bStart + k * shape.N + column, shape.N, shape.K - k, shape.N - column);
            block = block.AddInt8Products(rows, columns);
        }

        WordBlockStore.Rows(c, row, column, block, shape);
    }

    /// <summary>Loads one word from each of four lines along K: rows of A or columns of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static WordQuad FourLines(ArrayView<uint> tensor, int first, int line, int lineCount, int k, int depth)
    {
        var (last, count, isAligned) = (lineCount - 1, depth - k, depth % 4 == 0);
        WordQuad lines;
        lines.X = Int8Words.LoadFour(tensor, first + line * depth + k, count, isAligned);
        lines.Y = Int8Words.LoadFour(tensor, first + IntrinsicMath.Min(line + 1, last) * depth + k, count, isAligned);
        lines.Z = Int8Words.LoadFour(tensor, first + IntrinsicMath.Min(line + 2, last) * depth + k, count, isAligned);
        lines.W = Int8Words.LoadFour(tensor, first + IntrinsicMath.Min(line + 3, last) * depth + k, count, isAligned);
        return lines;
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, EntryPoint(variant), out var groupSize);
        return (stream, a, b, c, shape) =>
        {
            var grid = new Index3D((BlockCount(shape.M) * BlockCount(shape.N) - 1) / groupSize + 1, 1, shape.BatchCount);
            launch(stream, new KernelConfig(grid, new Index3D(groupSize, 1, 1)), a, b, c, shape);
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BlockCount(int extent) => (extent - 1) / Block + 1;

    private KernelEntryPoint EntryPoint(MatMulVariant variant) =>
        MatMulEntryPoint.OfLayout(this, Kernel<LayoutNN>, variant, MaxGroupSize);
}
