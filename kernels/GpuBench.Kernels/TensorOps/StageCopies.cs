using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>A work item's copies for a stage: of A, and of one or two tiles of 128 columns of B.</summary>
internal struct StageCopies<TCopy, TTileB, TShape>
    where TCopy : struct, IAsyncCopy
    where TTileB : struct, IOperandTile
    where TShape : struct, ITensorTileShape
{
    public LaneCopies A;
    public LaneCopies B;
    public LaneCopies SecondB;

    /// <summary>Passes of the group over A's tile: 4 with 128x128, otherwise 2.</summary>
    private static bool CopiesAllOfA
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.Columns == TileCopy.TileRows;
    }

    /// <summary>True if four warps copy 256 columns of B.</summary>
    private static bool CopiesTwoTilesOfB
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.Rows < TShape.Columns / 2;
    }

    /// <param name="row">First row of A.</param>
    /// <param name="column">First column of B.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StageCopies<TCopy, TTileB, TShape> Of(
        ArrayView<WordQuad> shared, ArrayView<uint> a, ArrayView<uint> b, int row, int column, int elementsPerQuad, int m, int n, int k)
    {
        // Each four warps copy a tile of B and 64 rows of A, or all rows if they are alone.
        var half = Group.IdxX / TileCopy.GroupSize;
        var tileB = TensorTileShape.QuadsOfA<TShape>() + half * TileCopy.TileQuads;
        column += half * TileCopy.TileRows;
        StageCopies<TCopy, TTileB, TShape> copies;
        copies.A = LaneCopies.Of<TCopy, TileA>(
            shared, a, half * (TileCopy.TileQuads / 2), Grid.IdxZ, row + half * (TileCopy.TileRows / 2), m, k, elementsPerQuad);
        copies.B = LaneCopies.Of<TCopy, TTileB>(shared, b, tileB, Grid.IdxZ, column, n, k, elementsPerQuad);
        copies.SecondB = default;
        if (CopiesTwoTilesOfB)
            copies.SecondB = LaneCopies.Of<TCopy, TTileB>(
                shared, b, tileB + TileCopy.TileQuads, Grid.IdxZ, column + TileCopy.TileRows, n, k, elementsPerQuad);
        return copies;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void CopyA(ArrayView<WordQuad> shared, int stage)
    {
        A.CopyFirstHalf<TCopy>(shared, stage);
        if (CopiesAllOfA)
            A.CopySecondHalf<TCopy>(shared, stage);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void CopyFirstHalfOfB(ArrayView<WordQuad> shared, int stage)
    {
        B.CopyFirstHalf<TCopy>(shared, stage);
        if (CopiesTwoTilesOfB)
            B.CopySecondHalf<TCopy>(shared, stage);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void CopySecondHalfOfB(ArrayView<WordQuad> shared, int stage)
    {
        if (CopiesTwoTilesOfB)
        {
            SecondB.CopyFirstHalf<TCopy>(shared, stage);
            SecondB.CopySecondHalf<TCopy>(shared, stage);
        }
        else
        {
            B.CopySecondHalf<TCopy>(shared, stage);
        }
    }

    /// <summary>The copies for the next stage.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly StageCopies<TCopy, TTileB, TShape> Next()
    {
        StageCopies<TCopy, TTileB, TShape> next;
        next.A = A.Next<TileA>();
        next.B = B.Next<TTileB>();
        next.SecondB = SecondB;
        if (CopiesTwoTilesOfB)
            next.SecondB = SecondB.Next<TTileB>();
        return next;
    }
}
