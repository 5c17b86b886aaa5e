using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>
/// How a tile of an operand lies in shared memory, and which part of it a lane loads: a type argument of kernels. A tile has the
/// elements of 128 rows of A, or columns of B, and of two steps along K; a step is 32 bytes of a row of A.
/// </summary>
/// <remarks>
/// Rows are not padded. Their quads are permuted, so that the eight rows of an 8x8 matrix lie in different banks, and so do the rows
/// that a warp copies. A tile starts at a multiple of 512 quads: an exclusive or with a constant is then as good as an addition.
/// </remarks>
internal interface IOperandTile
{
    /// <summary>Of a row's quads: their number is 2 to the power of it.</summary>
    static abstract int QuadBits { get; }

    /// <summary>The rows of the tile run along K, as those of A do; otherwise each has one K.</summary>
    static abstract bool RunsAlongK { get; }

    /// <summary>Where a quad of a row lies, in quads from the tile's start.</summary>
    static abstract int Quad(int row, int quad);

    /// <summary>The quad that a lane begins to load at for the piece at <paramref name="first"/>, a row of A or column of B and a multiple of 64.</summary>
    static abstract int LaneQuad(int lane, int first);

    /// <summary>The lane's quad of the piece that lies <paramref name="pieces"/> times 16 rows of A, or columns of B, further; at most 3.</summary>
    static abstract int Piece(int quad, int pieces);

    /// <summary>The lane's quad of the second step.</summary>
    static abstract int SecondStep(int quad);

    /// <summary>A lane's registers of a piece, 16 rows of A or columns of B and one step, by CUDA's instructions.</summary>
    static abstract WordQuad Load(ArrayView<WordQuad> shared, int quad);

    /// <summary>A word with neighbours along K, read one by one: the same piece without CUDA's instructions.</summary>
    /// <param name="quad">The lane's own, as for <see cref="Load"/>.</param>
    /// <param name="line">Row of A or column of B in the piece, 0 … 15.</param>
    /// <param name="word">Along K, 0 … 7.</param>
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

    /// <summary>Two registers for each half of the 16 columns: the first 16 lanes give the rows of one half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LaneQuad(int lane, int first) => SwizzledRows.Quad(first + LaneRow(lane), (lane >> 3) & 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Piece(int quad, int pieces) => SwizzledRows.Piece(quad, pieces);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SecondStep(int quad) => SwizzledRows.SecondStep(quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Load(ArrayView<WordQuad> shared, int quad) => TensorIntrinsics.LoadMatrices(SharedAddress.Of(shared, quad));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Word(ArrayView<WordQuad> shared, int quad, int lane, int line, int word) =>
        SwizzledRows.Word(shared, quad, LaneRow(lane), (lane >> 3) & 1, line, word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LaneRow(int lane) => (lane & 7) + ((lane >> 4) << 3);
}

/// <summary>Rows of four quads along K, as A lies, and B where it is transposed.</summary>
internal static class SwizzledRows
{
    public const int QuadBits = 2;

    private const int QuadsPerRow = 1 << QuadBits;

    /// <summary>Two rows fill the banks, so every other row permutes its quads in another way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Quad(int row, int quad) => row * QuadsPerRow + (quad ^ ((row >> 1) & 3));

    /// <summary>16 rows keep the permutation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Piece(int quad, int pieces) => quad + pieces * 16 * QuadsPerRow;

    /// <summary>A step has two quads of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SecondStep(int quad) => quad ^ 2;

    /// <param name="row">Of the quad that a lane gives, from the piece's first row.</param>
    /// <param name="half">The same along K: 0 or 1 quads from the step's first.</param>
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

    /// <summary>Of a quad, in the window of shared memory: in 32 bits, of which an instruction adds a constant part for nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ArrayView<WordQuad> shared, int quad) => TensorIntrinsics.AddressOf(ref shared[0]) + (uint)(quad * QuadBytes);
}
