using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>B transposed, row-major (N,K): 128 rows of 64 bytes.</summary>
internal readonly struct RightRows : IOperandTile
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
