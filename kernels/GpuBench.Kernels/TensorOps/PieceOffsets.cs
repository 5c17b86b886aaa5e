using System.Runtime.CompilerServices;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Up to four byte offsets of a lane, from which the places of all its pieces in a stage differ by constants.</summary>
/// <remarks>Computed once, outside the loop over K: a load then adds the offset of the stage, and the instruction the constant.</remarks>
internal struct PieceOffsets
{
    public const int QuadBytes = 16;

    public int First;
    public int Second;
    public int Third;
    public int Fourth;

    /// <summary>Arguments count quads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceOffsets Of(int first, int second, int third = 0, int fourth = 0)
    {
        PieceOffsets offsets;
        offsets.First = first * QuadBytes;
        offsets.Second = second * QuadBytes;
        offsets.Third = third * QuadBytes;
        offsets.Fourth = fourth * QuadBytes;
        return offsets;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly PieceOffsets Plus(int bytes)
    {
        PieceOffsets sum;
        sum.First = First + bytes;
        sum.Second = Second + bytes;
        sum.Third = Third + bytes;
        sum.Fourth = Fourth + bytes;
        return sum;
    }

    /// <param name="index">A constant, 0 … 3.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int At(int index) => index == 0 ? First : index == 1 ? Second : index == 2 ? Third : Fourth;
}
