using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>Adds the sums of 16 rows and 16 columns of warps that each have a part of K, and writes the results.</summary>
internal static class SplitKSums
{
    private const int Lanes = 32;

    /// <param name="shared">A warp needs 64 quads in which no copy is in flight.</param>
    /// <param name="first">The first quad of the first warp.</param>
    /// <param name="pitch">Quads from the memory of one warp to that of the next.</param>
    /// <param name="warps">Warps of the group: two or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<TOps>(
        ArrayView<WordQuad> shared, int first, int pitch, int warps, ArrayView<uint> c, TilePlace place, SliceTile<TOps> sums)
        where TOps : struct, ISliceOps
    {
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes;
        sums.Stage(shared, first + warp * pitch + lane);
        Group.Barrier();
        // The first two warps add eight columns each.
        if (warp >= 2)
            return;
        // The order is fixed, so that results repeat.
        var sum = shared[first + Group.IdxX];
        for (var other = 1; other < warps; other++)
            sum = TOps.Plus(sum, shared[first + other * pitch + Group.IdxX]);
        SliceTile<TOps>.Store(c, place with { Column = place.Column + warp * 8 }, lane, sum);
    }
}
