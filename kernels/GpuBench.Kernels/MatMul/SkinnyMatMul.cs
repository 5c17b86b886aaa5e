using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>For few rows of A, as in decoding: a group splits K, so that reads of B fill the device at any N.</summary>
/// <remarks>
/// Reads B from memory once: groups with the same columns are neighbours in the grid and share them in the cache. Partial sums are
/// added in shared memory in a fixed order, so that results repeat. Checked against a double-precision product by <c>MatMulTests</c>.
/// </remarks>
public sealed class SkinnyMatMul : IMatMulKernel
{
    private const int MaxRows = 64;
    private const int GroupSize = 256;
    private const int Block = 4;

    /// <summary>Quads of columns in a group for a (K,N) B: 128 bytes of a row in fp32. A group has one quad for an (N,K) B.</summary>
    private const int WidthNN = 8;

    public string Name => "skinny";

    public string Technique => "K split among the work items of a group; every row of B read once";

    public IReadOnlyList<MatMulVariant> Variants => MatMulEntryPoint.FloatVariants;

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(EntryPoint)];

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return MatMulRequirement.Served(this, variant, shape)
            ?? (shape.M <= MaxRows ? null : $"is for at most {MaxRows} rows of A")
            ?? Requirement.GroupSize(device, GroupSize)
            ?? Requirement.SharedMemory(device, Block * GroupSize * 16)
            ?? Requirement.GridRows((shape.N - 1) / Block + 1)
            ?? Requirement.GridRows(shape.BatchCount)
            ?? Requirement.Multiple("N", shape.N, 4)
            ?? (variant.Layout == MatMulLayout.NT ? Requirement.Multiple("K", shape.K, 4) : null);
    }

    private static void Kernel<TCodec, TLayout>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCodec : struct, IElementCodec
        where TLayout : struct, ILayoutB
    {
        // A (M,K) with M <= 64, B (K,N) or (N,K), C (M,N), row-major; a group computes 4x32 (NN) or 4x4 (NT) of C, a work item 4x4 over
        // its part of K.
        // One quad for each row of each block. Rows are apart, so that neighbours write to neighbouring banks.
        var partials = SharedMemory.Allocate<Quad>(Block * GroupSize);
        var width = TLayout.IsTransposed ? 1 : WidthNN;
        int row = Grid.IdxX * Block, column = (Grid.IdxY * width + Group.IdxX % width) * Block;
        var block = TLayout.IsTransposed
            ? SkinnySlice.AlongK<TCodec>(a, b, row, column, Group.IdxX, GroupSize, shape)
            : SkinnySlice.AlongN<TCodec>(a, b, row, column, Group.IdxX / width, GroupSize / width, shape);

        SkinnySlice.Store(partials, GroupSize, block);
        for (var count = GroupSize / 2; count >= width; count /= 2)
        {
            Group.Barrier();
            if (Group.IdxX < count)
                SkinnySlice.AddPartner(partials, GroupSize, count);
        }

        // The first work items read only what they wrote themselves: no barrier.
        if (Group.IdxX < width)
            BlockStore.Rows<TCodec>(c, row, column, SkinnySlice.Load(partials, GroupSize), shape);
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, EntryPoint(variant));
        var columns = Block * (variant.Layout == MatMulLayout.NT ? 1 : WidthNN);
        return (stream, a, b, c, shape) =>
        {
            var grid = new Index3D((shape.M - 1) / Block + 1, (shape.N - 1) / columns + 1, shape.BatchCount);
            launch(stream, new KernelConfig(grid, new Index3D(GroupSize, 1, 1)), a, b, c, shape);
        };
    }

    private KernelEntryPoint EntryPoint(MatMulVariant variant) =>
        MatMulEntryPoint.Of(this, Kernel<Fp32Codec, LayoutNN>, variant, GroupSize);
}

/// <summary>The work of one work item of <see cref="SkinnyMatMul"/>: its part of K for four rows and four columns of C.</summary>
internal static class SkinnySlice
{
    /// <summary>For an (N,K) B: neighbours read neighbouring quads of a row. Rows and columns past the end use the last one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuadBlock AlongK<TCodec>(
        ArrayView<uint> a, ArrayView<uint> b, int row, int column, int slice, int sliceCount, MatMulSize shape)
        where TCodec : struct, IElementCodec
    {
        int kQuads = shape.K / 4, lastRow = shape.M - 1, aStart = Grid.IdxZ * shape.M, bStart = (Grid.IdxZ * shape.N + column) * kQuads;
        int row0 = (aStart + row) * kQuads, row1 = (aStart + IntrinsicMath.Min(row + 1, lastRow)) * kQuads;
        int row2 = (aStart + IntrinsicMath.Min(row + 2, lastRow)) * kQuads, row3 = (aStart + IntrinsicMath.Min(row + 3, lastRow)) * kQuads;
        QuadBlock sums = default;
        for (var quad = slice; quad < kQuads; quad += sliceCount)
        {
            QuadBlock weights;
            weights.Row0 = TCodec.LoadQuad(b, bStart + quad);
            weights.Row1 = TCodec.LoadQuad(b, bStart + kQuads + quad);
            weights.Row2 = TCodec.LoadQuad(b, bStart + 2 * kQuads + quad);
            weights.Row3 = TCodec.LoadQuad(b, bStart + 3 * kQuads + quad);
            sums.Row0 = sums.Row0.Plus(weights.Dots(TCodec.LoadQuad(a, row0 + quad)));
            sums.Row1 = sums.Row1.Plus(weights.Dots(TCodec.LoadQuad(a, row1 + quad)));
            sums.Row2 = sums.Row2.Plus(weights.Dots(TCodec.LoadQuad(a, row2 + quad)));
            sums.Row3 = sums.Row3.Plus(weights.Dots(TCodec.LoadQuad(a, row3 + quad)));
        }

        return sums;
    }

    /// <summary>
    /// For a (K,N) B: neighbours read neighbouring quads of a row, or the next row. Rows past the end use the last one; columns past the
    /// end are zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuadBlock AlongN<TCodec>(
        ArrayView<uint> a, ArrayView<uint> b, int row, int column, int slice, int sliceCount, MatMulSize shape)
        where TCodec : struct, IElementCodec
    {
        int nQuads = shape.N / 4, lastRow = shape.M - 1, aStart = Grid.IdxZ * shape.M;
        int row0 = (aStart + row) * shape.K, row1 = (aStart + IntrinsicMath.Min(row + 1, lastRow)) * shape.K;
        int row2 = (aStart + IntrinsicMath.Min(row + 2, lastRow)) * shape.K;
        int row3 = (aStart + IntrinsicMath.Min(row + 3, lastRow)) * shape.K;
        var first = Grid.IdxZ * shape.K * nQuads + column / 4;
        var end = column < shape.N ? shape.K : 0;
        QuadBlock sums = default;
        for (var k = slice; k < end; k += sliceCount)
        {
            Quad rows;
            rows.X = TCodec.Load(a, row0 + k);
            rows.Y = TCodec.Load(a, row1 + k);
            rows.Z = TCodec.Load(a, row2 + k);
            rows.W = TCodec.Load(a, row3 + k);
            sums = sums.AddOuter(rows, TCodec.LoadQuad(b, first + k * nQuads));
        }

        return sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ArrayView<Quad> partials, int groupSize, QuadBlock block)
    {
        partials[Group.IdxX] = block.Row0;
        partials[Group.IdxX + groupSize] = block.Row1;
        partials[Group.IdxX + 2 * groupSize] = block.Row2;
        partials[Group.IdxX + 3 * groupSize] = block.Row3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuadBlock Load(ArrayView<Quad> partials, int groupSize)
    {
        QuadBlock block;
        block.Row0 = partials[Group.IdxX];
        block.Row1 = partials[Group.IdxX + groupSize];
        block.Row2 = partials[Group.IdxX + 2 * groupSize];
        block.Row3 = partials[Group.IdxX + 3 * groupSize];
        return block;
    }

    /// <summary>Adds the block of the work item <paramref name="distance"/> above to the own block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddPartner(ArrayView<Quad> partials, int groupSize, int distance)
    {
        for (var row = 0; row < 4; row++)
        {
            var index = row * groupSize + Group.IdxX;
            var sum = partials[index];
            partials[index] = sum.Plus(partials[index + distance]);
        }
    }
}
