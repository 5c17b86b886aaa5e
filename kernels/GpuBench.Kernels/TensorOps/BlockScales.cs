using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Util;

namespace GpuBench.Kernels.TensorOps;

/// <summary>
/// The scales of a tile of C along K. The sums of a row are in a unit: the product of the scales of A and B in the current block. A factor
/// takes them to the unit of the next block, and after the last block to 1.
/// </summary>
/// <remarks>
/// The registers of a lane do not hold a second set of sums, those of one block alone. So the sums of all blocks before are multiplied by
/// the quotient of two units. A block costs a lane 128 multiplications. It costs each sum five roundoffs: up to four of the quotient,
/// and one of the multiplication. The roundoffs of the units cancel, except in the last one. Scales are positive and finite. Products of
/// two scales, and quotients of those products of neighbours along K, must be normal fp32 numbers; a scale of zero makes the row NaN.
/// <para>
/// A work item has a row and a block of columns of the tile, and computes their factor for all. It loads its scales while a stage is
/// multiplied. It writes the factor to shared memory behind the stages, before the barrier of the last stage of the block. All read it
/// before the next barrier, so one place for each factor is enough.
/// </para>
/// </remarks>
internal struct BlockScales<TShape>
    where TShape : struct, ITensorTileShape
{
    /// <summary>Elements along K that share a scale, and columns of B.</summary>
    private const int Block = 128;

    private const int ElementsPerWord = 4;

    /// <summary>From the first row of a lane to its last.</summary>
    private const int RowsOfLane = TensorTileShape.WarpSide - 7;

    public ArrayView<float> A;
    public ArrayView<float> B;
    public ArrayView<float> Factors;

    /// <summary>Index of the scale of the first block.</summary>
    public int IndexOfA;
    public int IndexOfB;

    /// <summary>What the index of A grows by in a block. The index of B grows by 1.</summary>
    public int Stride;

    /// <summary>The last block.</summary>
    public int Last;

    /// <summary>The unit of the sums.</summary>
    public float Unit;

    /// <summary>Scales of the next block. They are multiplied later, because a product waits for its loads.</summary>
    public float NextOfA;
    public float NextOfB;

    /// <summary>The shared memory of the factors: one for each work item.</summary>
    public static int SharedBytes => TensorTileShape.GroupSize<TShape>() * sizeof(float);

    /// <param name="row">First row of A in the tile.</param>
    /// <param name="column">First column of B in the tile.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BlockScales<TShape> Of(
        ArrayView<WordQuad> shared, ArrayView<uint> a, ArrayView<uint> b, int row, int column, int m, int n, int k)
    {
        // Rows and columns past the end are never stored, so they may have any scales.
        row = IntrinsicMath.Min(row + (Group.IdxX & (TShape.Rows - 1)), m - 1);
        column = IntrinsicMath.Min(column + Group.IdxX / TShape.Rows * Block, n - 1);
        BlockScales<TShape> scales;
        scales.A = a.Cast<float>();
        scales.B = b.Cast<float>();
        scales.Factors = shared.Cast<float>().SubView(TensorTileShape.SharedBytes<TShape>() / sizeof(float));
        scales.IndexOfA = m * k / ElementsPerWord + row;
        scales.IndexOfB = n * k / ElementsPerWord + column / Block * (k / Block);
        scales.Stride = m;
        scales.Last = k / Block - 1;
        scales.Unit = scales.A[scales.IndexOfA] * scales.B[scales.IndexOfB];
        scales.NextOfA = 1;
        scales.NextOfB = 1;
        // The factor of sums that are zero.
        scales.Factors[Group.IdxX] = 1;
        return scales;
    }

    /// <summary>The factors of a warp, from the lane's first row to its last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ArrayView<float> FactorsOf(int lane, int warpRow, int warpColumn) =>
        Factors.SubView(warpColumn / Block * TShape.Rows + warpRow + lane / 4, RowsOfLane);

    /// <summary>Starts to load the scales of the block after <paramref name="block"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly BlockScales<TShape> LoadNext(int block)
    {
        var next = IntrinsicMath.Min(block + 1, Last);
        var scales = this;
        scales.NextOfA = A[IndexOfA + next * Stride];
        scales.NextOfB = B[IndexOfB + next];
        return scales;
    }

    /// <summary>Writes the factor from <paramref name="block"/> to the next one, or to 1 if it is the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly BlockScales<TShape> WriteFactor<TOps>(int block)
        where TOps : struct, ITensorOps
    {
        var scales = this;
        scales.Unit = Utilities.Select(block < Last, NextOfA * NextOfB, 1f);
        Factors[Group.IdxX] = TOps.Quotient(Unit, scales.Unit);
        return scales;
    }
}
