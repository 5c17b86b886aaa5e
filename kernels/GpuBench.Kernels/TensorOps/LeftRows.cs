using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>A, row-major (M,K): 128 rows of 64 bytes.</summary>
internal readonly struct LeftRows : IOperandTile
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
