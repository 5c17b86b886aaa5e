using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Copies a tile of 8 KiB from a matrix to shared memory by 128 work items, four quads each.</summary>
internal static class TileCopy
{
    public const int GroupSize = 128;
    public const int TileQuads = 4 * GroupSize;

    /// <summary>Rows of A or columns of B, each with four quads along K.</summary>
    public const int TileRows = 128;

    /// <summary>1 if anything is left, otherwise 0. Minimum and maximum, because a condition would be a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Exists(int left) => IntrinsicMath.Max(0, IntrinsicMath.Min(1, left));
}
