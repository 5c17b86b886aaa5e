using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>B, row-major (K,N), of 32-bit elements: 16 rows of 512 bytes. No instruction transposes words, so lanes read them one by one.</summary>
internal readonly struct RightWords : IOperandTile
{
    private const int RowsOfStep = 8;

    public static int QuadBits => 5;

    public static bool RunsAlongK => false;

    /// <summary>Four rows are read at once, two quads of each.</summary>
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
