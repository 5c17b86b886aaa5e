using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>
/// The body of <c>tensor-skinny-16</c>: a group of eight warps computes all rows and 16 columns of C, each warp an eighth of K in steps of
/// 128 bytes. Each lane has a queue in shared memory, into which it copies its own quads of B asynchronously.
/// </summary>
/// <remarks>
/// The queues keep two to three steps in flight, 32 to 48 KiB a group, without registers. A lane reads only what it copied itself, so no
/// thread waits for another before the sums are complete. Reads B once, and A once for each 16 columns, mostly from the cache. Rows along K
/// are multiples of 16 bytes; N is even.
/// </remarks>
internal static class QueuedSplitK
{
    public const int GroupSize = Warps * Lanes;
    public const int Columns = 16;

    private const int Warps = 8;
    private const int Lanes = 32;

    /// <summary>Quads of a row in a step along K.</summary>
    private const int QuadsOfStep = 8;

    /// <summary>Quads of 16 columns in a step: four a lane.</summary>
    private const int StepQuads = 4 * Lanes;

    /// <summary>Quads of a warp's queue: three steps.</summary>
    private const int QueueQuads = 3 * StepQuads;

    public static void Kernel<TOps>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TOps : struct, ISliceOps
    {
        // A (M,K) with M <= 16, B (N,K), C (M,N), row-major; a group computes Mx16 of C, a warp all of it over an eighth of K.
        var queues = SharedMemory.Allocate<WordQuad>(Warps * QueueQuads);
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes, column = Grid.IdxX * Columns;
        int kQuads = shape.K / TOps.ElementsPerQuad, firstRow = Grid.IdxZ * shape.M, firstColumn = Grid.IdxZ * shape.N;
        var rowsOfA = new RowsAlongK(firstRow, firstRow + shape.M - 1, kQuads);
        var rowsOfB = new RowsAlongK(firstColumn + column, firstColumn + shape.N - 1, kQuads);
        var queue = warp * QueueQuads + lane;
        int now = queue, next = queue + StepQuads, free = queue + 2 * StepQuads;
        var ownQuad = warp * QuadsOfStep + (lane & 3);
        Copy<TOps>(queues, now, b, rowsOfB, ownQuad);
        Copy<TOps>(queues, next, b, rowsOfB, ownQuad + Warps * QuadsOfStep);
        SliceTile<TOps> sums = default;
        for (var quad = warp * QuadsOfStep; quad < kQuads; quad += Warps * QuadsOfStep)
        {
            ownQuad = quad + (lane & 3);
            Copy<TOps>(queues, free, b, rowsOfB, ownQuad + 2 * Warps * QuadsOfStep);
            TOps.AwaitOwnButTwo();
            sums = sums.AddStep(a, b, rowsOfA, SliceColumns.Queued(queues, now), ownQuad);
            (now, next, free) = (next, free, now);
        }

        // The sums overwrite the queue.
        TOps.AwaitOwn();
        SplitKSums.Write(queues, 0, QueueQuads, Warps, c, new TilePlace(Grid.IdxZ, 0, column, shape.M, shape.N), sums);
    }

    /// <summary>Starts to copy the lane's part of a step. Past the end of K it copies zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<TOps>(ArrayView<WordQuad> queues, int place, ArrayView<uint> b, RowsAlongK rowsOfB, int quad)
        where TOps : struct, ISliceOps
    {
        TOps.Copy(queues, place, b.Cast<WordQuad>(), rowsOfB, 0, quad);
        TOps.Copy(queues, place + Lanes, b.Cast<WordQuad>(), rowsOfB, 8, quad);
        TOps.Copy(queues, place + 2 * Lanes, b.Cast<WordQuad>(), rowsOfB, 0, quad + 4);
        TOps.Copy(queues, place + 3 * Lanes, b.Cast<WordQuad>(), rowsOfB, 8, quad + 4);
        TOps.Commit();
    }
}
