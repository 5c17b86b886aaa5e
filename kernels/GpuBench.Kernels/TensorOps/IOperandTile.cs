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
/// starts at a multiple of 128 quads, with which the permutation repeats.
/// </remarks>
internal interface IOperandTile
{
    /// <summary>A row has 2 to the power of this many quads.</summary>
    static abstract int QuadBits { get; }

    /// <summary>True if rows of the tile run along K, as in A. Otherwise a row has one k.</summary>
    static abstract bool RunsAlongK { get; }

    /// <summary>Index of a quad of a row, from the start of the tile.</summary>
    static abstract int Quad(int row, int quad);

    /// <summary>The lane's first quad of the piece at <paramref name="first"/>, a row of A or column of B.</summary>
    /// <param name="first">A multiple of 64.</param>
    static abstract int LaneQuad(int lane, int first);

    /// <summary>The lane's offsets that serve every piece and step by additions of constants.</summary>
    /// <param name="quad">The lane's first quad, from the start of a stage.</param>
    static abstract PieceOffsets Offsets(int quad);

    /// <summary>The lane's byte offset of a piece, 0 … 3 times 16 rows of A or columns of B, and a step, 0 or 1; constants.</summary>
    static abstract int Offset(PieceOffsets offsets, int piece, int step);

    /// <summary>Loads the lane's registers of a piece by CUDA instructions: 16 rows of A or columns of B, one step along K.</summary>
    /// <param name="address">In the shared window; see <see cref="ITensorOps.Origin"/>.</param>
    static abstract WordQuad Load(ArrayView<WordQuad> shared, uint address);

    /// <summary>Reads one word of the same piece without CUDA instructions; its elements are neighbours along K.</summary>
    /// <param name="quad">The quad at the lane's address, as for <see cref="Load"/>.</param>
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
    public static PieceOffsets Offsets(int quad) => SwizzledRows.Offsets(quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Offset(PieceOffsets offsets, int piece, int step) => SwizzledRows.Offset(offsets, piece, step);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Load(ArrayView<WordQuad> shared, uint address) => TensorIntrinsics.LoadMatrices(address);

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
    public static PieceOffsets Offsets(int quad) => SwizzledRows.Offsets(quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Offset(PieceOffsets offsets, int piece, int step) => SwizzledRows.Offset(offsets, piece, step);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Load(ArrayView<WordQuad> shared, uint address) => TensorIntrinsics.LoadMatrices(address);

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

    /// <summary>The offsets of both steps: a step has two quads of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceOffsets Offsets(int quad) => PieceOffsets.Of(quad, quad ^ 2);

    /// <summary>Rows that are 16 apart have the same permutation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Offset(PieceOffsets offsets, int piece, int step) =>
        (step == 0 ? offsets.First : offsets.Second) + piece * 16 * QuadsPerRow * PieceOffsets.QuadBytes;

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
