using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>As <see cref="SplitKGemm"/>, but B is loaded two steps ahead, so that a step is in flight wherever the compiler puts the loads.</summary>
internal static class AheadSplitK
{
    private const int Columns = 16;
    private const int Warps = 8;
    private const int Lanes = 32;
    private const int QuadsOfStep = 8;

    public static void Kernel<TOps>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TOps : struct, ISliceOps
    {
        // A (M,K) with M <= 16, B (N,K), C (M,N), row-major; a group computes Mx16 of C, a warp all of it over an eighth of K.
        var shared = SharedMemory.Allocate<WordQuad>(Warps * Lanes * 2);
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes, column = Grid.IdxX * Columns;
        int kQuads = shape.K / TOps.ElementsPerQuad, firstRow = Grid.IdxZ * shape.M, firstColumn = Grid.IdxZ * shape.N;
        var rowsOfA = new RowsAlongK(firstRow, firstRow + shape.M - 1, kQuads);
        var rowsOfB = new RowsAlongK(firstColumn + column, firstColumn + shape.N - 1, kQuads);
        SliceTile<TOps> sums = default;
        var first = warp * QuadsOfStep + (lane & 3);
        var pieces = SliceColumns.Load<TOps>(b.Cast<WordQuad>(), rowsOfB, first);
        var next = SliceColumns.Load<TOps>(b.Cast<WordQuad>(), rowsOfB, first + Warps * QuadsOfStep);
        for (var quad = warp * QuadsOfStep; quad < kQuads; quad += Warps * QuadsOfStep)
        {
            var later = SliceColumns.Load<TOps>(b.Cast<WordQuad>(), rowsOfB, quad + 2 * Warps * QuadsOfStep + (lane & 3));
            sums = sums.AddStep(a.Cast<WordQuad>(), b.Cast<WordQuad>(), rowsOfA, pieces, quad + (lane & 3));
            pieces = next;
            next = later;
        }

        SplitKSums.Write(shared, Lanes * 2, Warps, c, shape, column, sums);
    }
}
