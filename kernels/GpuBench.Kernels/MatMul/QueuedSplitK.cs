using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>
/// As <see cref="SplitKGemm"/>, but each lane queues its own quads of B in shared memory by asynchronous copies: three steps are in flight
/// without registers, and no thread waits for another before the sums are complete.
/// </summary>
internal static class QueuedSplitK
{
    private const int Columns = 16;
    private const int Warps = 8;
    private const int Lanes = 32;
    private const int QuadsOfStep = 8;
    private const int StepQuads = 4 * Lanes;
    private const int QueueQuads = 3 * StepQuads;

    public static void Kernel<TOps>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TOps : struct, ISliceOps
    {
        // A (M,K) with M <= 16, B (N,K), C (M,N), row-major; a group computes Mx16 of C, a warp all of it over an eighth of K.
        var shared = SharedMemory.Allocate<WordQuad>(Warps * QueueQuads);
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes, column = Grid.IdxX * Columns;
        int kQuads = shape.K / TOps.ElementsPerQuad, firstRow = Grid.IdxZ * shape.M, firstColumn = Grid.IdxZ * shape.N;
        var rowsOfA = new RowsAlongK(firstRow, firstRow + shape.M - 1, kQuads);
        var rowsOfB = new RowsAlongK(firstColumn + column, firstColumn + shape.N - 1, kQuads);
        var own = warp * QueueQuads + lane;
        int now = own, next = own + StepQuads, free = own + 2 * StepQuads;
        var first = warp * QuadsOfStep + (lane & 3);
        Begin<TOps>(shared, now, b, rowsOfB, first);
        Begin<TOps>(shared, next, b, rowsOfB, first + Warps * QuadsOfStep);
        SliceTile<TOps> sums = default;
        for (var quad = warp * QuadsOfStep; quad < kQuads; quad += Warps * QuadsOfStep)
        {
            var ownQuad = quad + (lane & 3);
            Begin<TOps>(shared, free, b, rowsOfB, ownQuad + 2 * Warps * QuadsOfStep);
            TOps.AwaitOwnButTwo();
            var columns0 = shared[now];
            var columns8 = shared[now + Lanes];
            var later0 = shared[now + 2 * Lanes];
            var later8 = shared[now + 3 * Lanes];
            sums = sums.AddProduct(a.Cast<WordQuad>(), b.Cast<WordQuad>(), rowsOfA, 0, ownQuad, columns0, columns8)
                .AddProduct(a.Cast<WordQuad>(), b.Cast<WordQuad>(), rowsOfA, 0, ownQuad + 4, later0, later8);
            (now, next, free) = (next, free, now);
        }

        TOps.AwaitOwn();
        SplitKSums.Write(shared, QueueQuads, Warps, c, shape, column, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Begin<TOps>(ArrayView<WordQuad> shared, int place, ArrayView<uint> b, RowsAlongK rowsOfB, int quad)
        where TOps : struct, ISliceOps
    {
        TOps.Begin(shared, place, b.Cast<WordQuad>(), rowsOfB, 0, quad);
        TOps.Begin(shared, place + Lanes, b.Cast<WordQuad>(), rowsOfB, 8, quad);
        TOps.Begin(shared, place + 2 * Lanes, b.Cast<WordQuad>(), rowsOfB, 0, quad + 4);
        TOps.Begin(shared, place + 3 * Lanes, b.Cast<WordQuad>(), rowsOfB, 8, quad + 4);
        TOps.Commit();
    }
}

/// <summary>Adds the sums of warps that each have a part of K, and writes them.</summary>
internal static class SplitKSums
{
    private const int Lanes = 32;

    /// <param name="pitch">Quads of shared memory of a warp; it has no copies in flight.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<TOps>(
        ArrayView<WordQuad> shared, int pitch, int warps, ArrayView<uint> c, MatMulSize shape, int column, SliceTile<TOps> sums)
        where TOps : struct, ISliceOps
    {
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes;
        sums.Stage(shared, warp * pitch + lane);
        Group.Barrier();
        if (warp >= 2)
            return;
        var sum = shared[Group.IdxX];
        for (var other = 1; other < warps; other++)
            sum = TOps.Plus(sum, shared[other * pitch + Group.IdxX]);
        SliceTile<TOps>.Store(c, new TilePlace(Grid.IdxZ, 0, column + warp * 8, shape.M, shape.N), lane, sum);
    }
}
