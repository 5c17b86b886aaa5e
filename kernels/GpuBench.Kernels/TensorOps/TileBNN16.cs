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
    public static PieceOffsets Offsets(int quad) => PieceOffsets.Of(quad, quad ^ 2, quad ^ 4, quad ^ 6);

    /// <summary>A step has 16 rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Offset(PieceOffsets offsets, int piece, int step) => offsets.At(piece) + step * 16 * 16 * PieceOffsets.QuadBytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Load(ArrayView<WordQuad> shared, uint address) => TensorIntrinsics.LoadTransposed(address);

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
    public static int QuadBits => 5;

    public static bool RunsAlongK => false;

    /// <summary>A warp reads four rows at once, two quads of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Quad(int row, int quad) => row * 32 + (quad ^ ((row & 3) * 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LaneQuad(int lane, int first) => Quad(lane & 3, first / 4 + (lane >> 4));

    /// <summary>16 columns are four quads of the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceOffsets Offsets(int quad) => PieceOffsets.Of(quad, quad ^ 4, quad ^ 8, quad ^ 12);

    /// <summary>A step has eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Offset(PieceOffsets offsets, int piece, int step) => offsets.At(piece) + step * 8 * 32 * PieceOffsets.QuadBytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Load(ArrayView<WordQuad> shared, uint address)
    {
        var words = shared.Cast<uint>();
        var quad = (int)(address - TensorIntrinsics.AddressOf(ref shared[0])) / PieceOffsets.QuadBytes;
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
