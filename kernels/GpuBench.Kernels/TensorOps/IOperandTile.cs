using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>
/// The layout of an operand tile in shared memory, and the part that a lane loads. Kernels take it as a type argument. A tile holds 128
/// rows of A, or columns of B, and two steps along K; a step is 32 bytes of a row of A.
/// </summary>
/// <remarks>
/// Rows are swizzled, not padded: the eight rows of an 8x8 matrix are in different banks, and so are the rows that a warp copies. A tile
/// starts at a multiple of 512 quads, so that an exclusive or with a constant acts as an addition.
/// </remarks>
internal interface IOperandTile
{
    /// <summary>A row has 2 to the power of this many quads.</summary>
    static abstract int QuadBits { get; }

    /// <summary>True if rows of the tile run along K, as in A. Otherwise a row has one k.</summary>
    static abstract bool RunsAlongK { get; }

    /// <summary>Index of a quad of a row, from the start of the tile.</summary>
    static abstract int Quad(int row, int quad);

    /// <summary>The lane's first quad of the piece at <paramref name="first"/>, a row of A or column of B and a multiple of 64.</summary>
    static abstract int LaneQuad(int lane, int first);

    /// <summary>The lane's quad of the piece <paramref name="pieces"/> times 16 rows of A, or columns of B, further; at most 3.</summary>
    static abstract int Piece(int quad, int pieces);

    /// <summary>The lane's quad of the second step.</summary>
    static abstract int SecondStep(int quad);

    /// <summary>Loads the lane's registers of a piece by CUDA instructions: 16 rows of A or columns of B, one step along K.</summary>
    static abstract WordQuad Load(ArrayView<WordQuad> shared, int quad);

    /// <summary>Byte offsets that serve every piece and step by additions of constants.</summary>
    /// <param name="quad">The lane's first quad, from the start of a stage.</param>
    static abstract PieceOffsets Offsets(int quad);

    /// <summary>The lane's byte offset of a piece, 0 … 3, and step, 0 or 1. Both are constants.</summary>
    static abstract int Offset(PieceOffsets offsets, int piece, int step);

    /// <summary>As <see cref="Load"/>, from an address in the shared window.</summary>
    static abstract WordQuad LoadAt(ArrayView<WordQuad> shared, uint address);

    /// <summary>Reads one word of the same piece without CUDA instructions; its elements are neighbours along K.</summary>
    /// <param name="quad">The lane's quad, as for <see cref="Load"/>.</param>
    /// <param name="line">Row of A or column of B in the piece, 0 … 15.</param>
    /// <param name="word">Word along K, 0 … 7.</param>
    static abstract uint Word(ArrayView<WordQuad> shared, int quad, int lane, int line, int word);
}

/// <summary>A, row-major (M,K): 128 rows of 64 bytes.</summary>
internal readonly struct TileA : IOperandTile
{
    public static int QuadBits => SwizzledRows.QuadBits;

    public static bool RunsAlongK => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Quad(int row, int quad) => SwizzledRows.Quad(row, quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LaneQuad(int lane, int first) => SwizzledRows.Quad(first + (lane & 15), lane >> 4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Piece(int quad, int pieces) => SwizzledRows.Piece(quad, pieces);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SecondStep(int quad) => SwizzledRows.SecondStep(quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Load(ArrayView<WordQuad> shared, int quad) => TensorIntrinsics.LoadMatrices(SharedAddress.Of(shared, quad));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceOffsets Offsets(int quad) => PieceOffsets.OfSteps(quad * 16, SecondStep(quad) * 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Offset(PieceOffsets offsets, int piece, int step) => (step == 0 ? offsets.X : offsets.Y) + Piece(0, piece) * 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad LoadAt(ArrayView<WordQuad> shared, uint address) => TensorIntrinsics.LoadMatrices(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Word(ArrayView<WordQuad> shared, int quad, int lane, int line, int word) =>
        SwizzledRows.Word(shared, quad, lane & 15, lane >> 4, line, word);
}

/// <summary>B transposed, row-major (N,K): 128 rows of 64 bytes.</summary>
internal readonly struct TileBNT : IOperandTile
{
    public static int QuadBits => SwizzledRows.QuadBits;

    public static bool RunsAlongK => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Quad(int row, int quad) => SwizzledRows.Quad(row, quad);

    /// <summary>Each half of the 16 columns takes two registers: the first 16 lanes address the rows of one half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LaneQuad(int lane, int first) => SwizzledRows.Quad(first + LaneRow(lane), (lane >> 3) & 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Piece(int quad, int pieces) => SwizzledRows.Piece(quad, pieces);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SecondStep(int quad) => SwizzledRows.SecondStep(quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Load(ArrayView<WordQuad> shared, int quad) => TensorIntrinsics.LoadMatrices(SharedAddress.Of(shared, quad));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceOffsets Offsets(int quad) => PieceOffsets.OfSteps(quad * 16, SecondStep(quad) * 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Offset(PieceOffsets offsets, int piece, int step) => (step == 0 ? offsets.X : offsets.Y) + Piece(0, piece) * 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad LoadAt(ArrayView<WordQuad> shared, uint address) => TensorIntrinsics.LoadMatrices(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Word(ArrayView<WordQuad> shared, int quad, int lane, int line, int word) =>
        SwizzledRows.Word(shared, quad, LaneRow(lane), (lane >> 3) & 1, line, word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LaneRow(int lane) => (lane & 7) + ((lane >> 4) << 3);
}

/// <summary>Rows of four quads along K: A, and an (N,K) B.</summary>
internal static class SwizzledRows
{
    public const int QuadBits = 2;

    private const int QuadsPerRow = 1 << QuadBits;

    /// <summary>Two rows fill the banks, so each pair of rows has another permutation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Quad(int row, int quad) => row * QuadsPerRow + (quad ^ ((row >> 1) & 3));

    /// <summary>Rows that are 16 apart have the same permutation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Piece(int quad, int pieces) => quad + pieces * 16 * QuadsPerRow;

    /// <summary>A step has two quads of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SecondStep(int quad) => quad ^ 2;

    /// <param name="row">Row of the quad that the lane addresses, from the first row of the piece.</param>
    /// <param name="half">Quad along K that the lane addresses, 0 or 1 from the start of the step.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Word(ArrayView<WordQuad> shared, int quad, int row, int half, int line, int word)
    {
        var ownRow = quad / QuadsPerRow;
        var first = ((quad & 3) ^ ((ownRow >> 1) & 3)) - half;
        return shared.Cast<uint>()[Quad(ownRow - row + line, first + word / 4) * 4 + word % 4];
    }
}

internal static class SharedAddress
{
    private const int QuadBytes = 16;

    /// <summary>32-bit address of a quad in the shared window: instructions add a constant offset to it for free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ArrayView<WordQuad> shared, int quad) => TensorIntrinsics.AddressOf(ref shared[0]) + (uint)(quad * QuadBytes);
}

/// <summary>Byte offsets of a lane in a stage.</summary>
internal struct PieceOffsets
{
    public int X;
    public int Y;
    public int Z;
    public int W;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceOffsets OfSteps(int first, int second)
    {
        PieceOffsets offsets;
        offsets.X = first;
        offsets.Y = second;
        offsets.Z = 0;
        offsets.W = 0;
        return offsets;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceOffsets OfPieces<TTile>(int quad)
        where TTile : struct, IOperandTile
    {
        PieceOffsets offsets;
        offsets.X = quad * 16;
        offsets.Y = TTile.Piece(quad, 1) * 16;
        offsets.Z = TTile.Piece(quad, 2) * 16;
        offsets.W = TTile.Piece(quad, 3) * 16;
        return offsets;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly PieceOffsets Plus(int bytes)
    {
        PieceOffsets sum;
        sum.X = X + bytes;
        sum.Y = Y + bytes;
        sum.Z = Z + bytes;
        sum.W = W + bytes;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Piece(PieceOffsets offsets, int piece) =>
        piece == 0 ? offsets.X : piece == 1 ? offsets.Y : piece == 2 ? offsets.Z : offsets.W;
}
