using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The four rows from which a work item copies a quad each for a tile of 8 KiB, and the place in the next stage.</summary>
/// <remarks>All addresses are computed before the loop over K. A stage later, one index and one position along K have grown.</remarks>
internal struct LaneCopies
{
    public ArrayView<WordQuad> Row0;
    public ArrayView<WordQuad> Row1;
    public ArrayView<WordQuad> Row2;
    public ArrayView<WordQuad> Row3;

    /// <summary>Quad in each row.</summary>
    public int Index;

    /// <summary>What <see cref="Index"/> grows by in a stage.</summary>
    public int Stride;

    /// <summary>Position along K, in quads of A and of an (N,K) B, in rows of a (K,N) B.</summary>
    public int K;

    /// <summary>Where K ends, for each row.</summary>
    public int End0;
    public int End1;
    public int End2;
    public int End3;

    /// <summary>Address of the first quad in stage 0; the others follow at a distance of <see cref="PassBytes"/>.</summary>
    public int Target;

    /// <summary>128 work items copy a quad each.</summary>
    private const int PassBytes = TileCopy.GroupSize * PieceOffsets.QuadBytes;

    /// <param name="tileQuads">Where the tile starts in a stage.</param>
    /// <param name="batch">Index of the matrix in the tensor.</param>
    /// <param name="first">First row of A or column of B.</param>
    /// <param name="extent">Rows of A or columns of B in the matrix.</param>
    /// <param name="k">Elements along K.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneCopies Of<TCopy, TTile>(
        ArrayView<WordQuad> shared, ArrayView<uint> tensor, int tileQuads, int batch, int first, int extent, int k, int elementsPerQuad)
        where TCopy : struct, IAsyncCopy
        where TTile : struct, IOperandTile
    {
        var thread = Group.IdxX & (TileCopy.GroupSize - 1);
        int row = thread >> TTile.QuadBits, quad = thread & ((1 << TTile.QuadBits) - 1);
        var lanes = TTile.RunsAlongK
            ? AlongK<TTile>(tensor.Cast<WordQuad>(), batch, first + row, quad, extent, k / elementsPerQuad)
            : AcrossK<TTile>(tensor.Cast<WordQuad>(), batch, row, first / elementsPerQuad + quad, extent / elementsPerQuad, k);
        lanes.Stride = TTile.RunsAlongK ? 4 : 4 * elementsPerQuad * (extent / elementsPerQuad);
        // The next pass has the same permutation.
        lanes.Target = (int)TCopy.Origin(shared) + (tileQuads + TTile.Quad(row, quad)) * PieceOffsets.QuadBytes;
        return lanes;
    }

    /// <summary>Rows of A or columns of B, (M,K) or (N,K). Those past the end are never stored, so they may have any values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LaneCopies AlongK<TTile>(ArrayView<WordQuad> quads, int batch, int row, int quad, int rows, int kQuads)
        where TTile : struct, IOperandTile
    {
        var (origin, pass) = (batch * rows * kQuads, TileCopy.GroupSize >> TTile.QuadBits);
        LaneCopies lanes = default;
        lanes.Row0 = quads.SubView(origin + IntrinsicMath.Min(row, rows - 1) * kQuads);
        lanes.Row1 = quads.SubView(origin + IntrinsicMath.Min(row + pass, rows - 1) * kQuads);
        lanes.Row2 = quads.SubView(origin + IntrinsicMath.Min(row + 2 * pass, rows - 1) * kQuads);
        lanes.Row3 = quads.SubView(origin + IntrinsicMath.Min(row + 3 * pass, rows - 1) * kQuads);
        lanes.Index = quad;
        lanes.K = quad;
        lanes.End0 = kQuads;
        lanes.End1 = kQuads;
        lanes.End2 = kQuads;
        lanes.End3 = kQuads;
        return lanes;
    }

    /// <summary>Rows of a (K,N) B. Columns past the end are never stored, so they may have any values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LaneCopies AcrossK<TTile>(ArrayView<WordQuad> quads, int batch, int row, int quad, int nQuads, int k)
        where TTile : struct, IOperandTile
    {
        var (origin, pass) = (batch * k * nQuads, TileCopy.GroupSize >> TTile.QuadBits);
        LaneCopies lanes = default;
        lanes.Row0 = quads.SubView(origin + IntrinsicMath.Min(row, k - 1) * nQuads);
        lanes.Row1 = quads.SubView(origin + IntrinsicMath.Min(row + pass, k - 1) * nQuads);
        lanes.Row2 = quads.SubView(origin + IntrinsicMath.Min(row + 2 * pass, k - 1) * nQuads);
        lanes.Row3 = quads.SubView(origin + IntrinsicMath.Min(row + 3 * pass, k - 1) * nQuads);
        lanes.Index = IntrinsicMath.Min(quad, nQuads - 1);
        lanes.K = row;
        lanes.End0 = k;
        lanes.End1 = k - pass;
        lanes.End2 = k - 2 * pass;
        lanes.End3 = k - 3 * pass;
        return lanes;
    }

    /// <summary>Copies from the first two rows. Elements past the end of K become zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void CopyFirstHalf<TCopy>(ArrayView<WordQuad> shared, int stage)
        where TCopy : struct, IAsyncCopy
    {
        var target = (uint)(stage + Target);
        TCopy.CopyTo(shared, target, Row0, Index, K >= End0);
        TCopy.CopyTo(shared, target + PassBytes, Row1, Index, K >= End1);
    }

    /// <summary>The same from the other two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void CopySecondHalf<TCopy>(ArrayView<WordQuad> shared, int stage)
        where TCopy : struct, IAsyncCopy
    {
        var target = (uint)(stage + Target);
        TCopy.CopyTo(shared, target + 2 * PassBytes, Row2, Index, K >= End2);
        TCopy.CopyTo(shared, target + 3 * PassBytes, Row3, Index, K >= End3);
    }

    /// <summary>The same for the next stage. A stage has four quads along K of a row, or the k of four quads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly LaneCopies Next<TTile>()
        where TTile : struct, IOperandTile
    {
        var next = this;
        next.Index = Index + Stride;
        next.K = K + (TTile.RunsAlongK ? 4 : (TileCopy.GroupSize >> TTile.QuadBits) * 4);
        return next;
    }
}
