using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>B (K,N), row-major, 16-bit elements: 32 rows of 256 bytes. The load transposes.</summary>
internal readonly struct TileBNN16 : IOperandTile
{
    public static int QuadBits => 4;

    public static bool RunsAlongK => false;

    /// <summary>A row fills the banks twice, so eight rows have different permutations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Quad(int row, int quad) => row * 16 + (quad ^ (row & 7));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LaneQuad(int lane, int first) => Quad(lane & 15, first / 8 + (lane >> 4));

    /// <summary>16 columns are two quads of the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Piece(int quad, int pieces) => quad ^ (2 * pieces);

    /// <summary>A step has 16 rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SecondStep(int quad) => quad + 16 * 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Load(ArrayView<WordQuad> shared, int quad) => TensorIntrinsics.LoadTransposed(SharedAddress.Of(shared, quad));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceOffsets Offsets(int quad) => PieceOffsets.OfPieces<TileBNN16>(quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Offset(PieceOffsets offsets, int piece, int step) => PieceOffsets.Piece(offsets, piece) + step * 256 * 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad LoadAt(ArrayView<WordQuad> shared, uint address) =>
        TensorIntrinsics.LoadTransposed(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Word(ArrayView<WordQuad> shared, int quad, int lane, int line, int word)
    {
        var ownRow = quad / 16;
        var first = ((quad & 15) ^ (ownRow & 7)) - (lane >> 4);
        var row = ownRow - (lane & 15) + 2 * word;
        var shift = (line & 1) * 16;
        var low = shared.Cast<uint>()[Quad(row, first + line / 8) * 4 + line % 8 / 2] >> shift;
        var high = shared.Cast<uint>()[Quad(row + 1, first + line / 8) * 4 + line % 8 / 2] >> shift;
        return (low & 0xFFFFu) | (high << 16);
    }
}

/// <summary>B (K,N), row-major, 32-bit elements: 16 rows of 512 bytes. Lanes transpose it by single reads.</summary>
internal readonly struct TileBNN32 : IOperandTile
{
    private const int RowsOfStep = 8;

    public static int QuadBits => 5;

    public static bool RunsAlongK => false;

    /// <summary>A warp reads four rows at once, two quads of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Quad(int row, int quad) => row * 32 + (quad ^ ((row & 3) * 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LaneQuad(int lane, int first) => Quad(lane & 3, first / 4 + (lane >> 4));

    /// <summary>16 columns are four quads of the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Piece(int quad, int pieces) => quad ^ (4 * pieces);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SecondStep(int quad) => quad + RowsOfStep * 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceOffsets Offsets(int quad) => PieceOffsets.OfPieces<TileBNN32>(quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Offset(PieceOffsets offsets, int piece, int step) => PieceOffsets.Piece(offsets, piece) + step * 256 * 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad LoadAt(ArrayView<WordQuad> shared, uint address) =>
        Load(shared, (int)(address - TensorIntrinsics.AddressOf(ref shared[0])) / 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Load(ArrayView<WordQuad> shared, int quad)
    {
        var words = shared.Cast<uint>();
        var column = (Group.IdxX >> 2) & 3;
        WordQuad registers;
        registers.X = words[quad * 4 + column];
        registers.Y = words[(quad + 4 * 32) * 4 + column];
        registers.Z = words[(quad ^ 2) * 4 + column];
        registers.W = words[((quad ^ 2) + 4 * 32) * 4 + column];
        return registers;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Word(ArrayView<WordQuad> shared, int quad, int lane, int line, int word)
    {
        var ownRow = quad / 32;
        var first = ((quad & 31) ^ ((ownRow & 3) * 2)) - (lane >> 4);
        return shared.Cast<uint>()[Quad(ownRow - (lane & 3) + word, first + line / 4) * 4 + line % 4];
    }
}
