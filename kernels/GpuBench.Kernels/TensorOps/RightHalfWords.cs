using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>B, row-major (K,N), of 16-bit elements: 32 rows of 256 bytes, transposed by the load.</summary>
internal readonly struct RightHalfWords : IOperandTile
{
    public static int QuadBits => 4;

    public static bool RunsAlongK => false;

    /// <summary>A row fills the banks twice: eight rows permute their quads in different ways.</summary>
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
