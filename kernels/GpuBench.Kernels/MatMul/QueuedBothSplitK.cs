using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>As <see cref="QueuedSplitK"/>, but A is queued, too, so that no step waits for a cache. Four warps a group.</summary>
internal static class QueuedBothSplitK
{
    private const int Columns = 16;
    private const int Warps = 4;
    private const int Lanes = 32;
    private const int QuadsOfStep = 8;
    private const int StepQuads = 8 * Lanes;
    private const int QueueQuads = 3 * StepQuads;

    public static void Kernel<TOps>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TOps : struct, ISliceOps
    {
        // A (M,K) with M <= 16, B (N,K), C (M,N), row-major; a group computes Mx16 of C, a warp all of it over a quarter of K.
        var shared = SharedMemory.Allocate<WordQuad>(Warps * QueueQuads);
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes, column = Grid.IdxX * Columns;
        int kQuads = shape.K / TOps.ElementsPerQuad, firstRow = Grid.IdxZ * shape.M, firstColumn = Grid.IdxZ * shape.N;
        var rowsOfA = new RowsAlongK(firstRow, firstRow + shape.M - 1, kQuads);
        var rowsOfB = new RowsAlongK(firstColumn + column, firstColumn + shape.N - 1, kQuads);
        var own = warp * QueueQuads + lane;
        int now = own, next = own + StepQuads, free = own + 2 * StepQuads;
        var first = warp * QuadsOfStep + (lane & 3);
        Begin<TOps>(shared, now, a, b, rowsOfA, rowsOfB, first);
        Begin<TOps>(shared, next, a, b, rowsOfA, rowsOfB, first + Warps * QuadsOfStep);
        SliceTile<TOps> sums = default;
        for (var quad = warp * QuadsOfStep; quad < kQuads; quad += Warps * QuadsOfStep)
        {
            Begin<TOps>(shared, free, a, b, rowsOfA, rowsOfB, quad + (lane & 3) + 2 * Warps * QuadsOfStep);
            TOps.AwaitOwnButTwo();
            sums = Add(sums, a, b, shared, now);
            sums = Add(sums, a, b, shared, now + 4 * Lanes);
            (now, next, free) = (next, free, now);
        }

        TOps.AwaitOwn();
        SplitKSums.Write(shared, QueueQuads, Warps, c, shape, column, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SliceTile<TOps> Add<TOps>(
        SliceTile<TOps> sums, ArrayView<uint> a, ArrayView<uint> b, ArrayView<WordQuad> shared, int place)
        where TOps : struct, ISliceOps
    {
        var columns0 = shared[place];
        var columns8 = shared[place + Lanes];
        var upper = shared[place + 2 * Lanes];
        var lower = shared[place + 3 * Lanes];
        SliceTile<TOps> sum;
        sum.Columns0 = TOps.MultiplyAdd(a.Cast<WordQuad>(), b.Cast<WordQuad>(), sums.Columns0, upper, lower, columns0);
        sum.Columns8 = TOps.MultiplyAdd(a.Cast<WordQuad>(), b.Cast<WordQuad>(), sums.Columns8, upper, lower, columns8);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Begin<TOps>(
        ArrayView<WordQuad> shared, int place, ArrayView<uint> a, ArrayView<uint> b, RowsAlongK rowsOfA, RowsAlongK rowsOfB, int quad)
        where TOps : struct, ISliceOps
    {
        TOps.Begin(shared, place, b.Cast<WordQuad>(), rowsOfB, 0, quad);
        TOps.Begin(shared, place + Lanes, b.Cast<WordQuad>(), rowsOfB, 8, quad);
        TOps.Begin(shared, place + 4 * Lanes, b.Cast<WordQuad>(), rowsOfB, 0, quad + 4);
        TOps.Begin(shared, place + 5 * Lanes, b.Cast<WordQuad>(), rowsOfB, 8, quad + 4);
        TOps.Begin(shared, place + 2 * Lanes, a.Cast<WordQuad>(), rowsOfA, 0, quad);
        TOps.Begin(shared, place + 3 * Lanes, a.Cast<WordQuad>(), rowsOfA, 8, quad);
        TOps.Begin(shared, place + 6 * Lanes, a.Cast<WordQuad>(), rowsOfA, 0, quad + 4);
        TOps.Begin(shared, place + 7 * Lanes, a.Cast<WordQuad>(), rowsOfA, 8, quad + 4);
        TOps.Commit();
    }
}
