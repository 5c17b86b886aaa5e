using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The places of a lane's pieces of A and B in a stage, relative to the byte offset of the stage.</summary>
internal struct LanePieces
{
    public PieceOffsets A;
    public PieceOffsets B;

    /// <param name="warpRow">First row of A of the warp in the tile, a multiple of 64.</param>
    /// <param name="warpColumn">First column of B of the warp, a multiple of 64.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePieces Of<TOps, TTileB, TShape>(ArrayView<WordQuad> shared, int lane, int warpRow, int warpColumn)
        where TOps : struct, ITensorOps
        where TTileB : struct, IOperandTile
        where TShape : struct, ITensorTileShape
    {
        var origin = (int)TOps.Origin(shared);
        var tileB = TensorTileShape.QuadsOfA<TShape>() + warpColumn / TileCopy.TileRows * TileCopy.TileQuads;
        LanePieces pieces;
        pieces.A = TileA.Offsets(TileA.LaneQuad(lane, warpRow)).Plus(origin);
        pieces.B = TTileB.Offsets(tileB + TTileB.LaneQuad(lane, warpColumn & (TileCopy.TileRows - 1))).Plus(origin);
        return pieces;
    }

    /// <summary>Loads the pieces of a step.</summary>
    /// <param name="stage">Byte offset of the stage.</param>
    /// <param name="step">0 or 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly StepPieces Load<TOps, TTileB>(ArrayView<WordQuad> shared, int stage, int step)
        where TOps : struct, ITensorOps
        where TTileB : struct, IOperandTile
    {
        var (a, b) = (A.Plus(stage), B.Plus(stage));
        StepPieces pieces;
        pieces.A0 = TOps.LoadA(shared, (uint)TileA.Offset(a, 0, step));
        pieces.B0 = TOps.LoadB(shared, (uint)TTileB.Offset(b, 0, step));
        pieces.B16 = TOps.LoadB(shared, (uint)TTileB.Offset(b, 1, step));
        pieces.B32 = TOps.LoadB(shared, (uint)TTileB.Offset(b, 2, step));
        pieces.B48 = TOps.LoadB(shared, (uint)TTileB.Offset(b, 3, step));
        pieces.A16 = TOps.LoadA(shared, (uint)TileA.Offset(a, 1, step));
        pieces.A32 = TOps.LoadA(shared, (uint)TileA.Offset(a, 2, step));
        pieces.A48 = TOps.LoadA(shared, (uint)TileA.Offset(a, 3, step));
        return pieces;
    }
}

/// <summary>The registers of a lane for one step along K: 64 rows of A and 64 columns of B, 16 in a field.</summary>
internal struct StepPieces
{
    public WordQuad A0;
    public WordQuad A16;
    public WordQuad A32;
    public WordQuad A48;
    public WordQuad B0;
    public WordQuad B16;
    public WordQuad B32;
    public WordQuad B48;
}
