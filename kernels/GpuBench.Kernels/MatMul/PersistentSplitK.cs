using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>
/// As <see cref="QueuedSplitK"/>, but a group that has finished 16 columns takes others. The copies run ahead into these columns, so that
/// memory is busy while the group adds its sums, and only a group's first columns start with empty queues.
/// </summary>
/// <remarks>
/// The groups of a device start together and take equally long. So if each has only 16 columns, many have empty queues at the same time.
/// </remarks>
internal static class PersistentSplitK
{
    public const int GroupSize = Warps * Lanes;
    public const int Columns = 16;

    /// <summary>Groups that fit on a multiprocessor: each has 48 KiB of queues and at most 85 registers a lane.</summary>
    public const int GroupsPerMultiprocessor = 3;

    private const int Warps = 8;
    private const int Lanes = 32;

    /// <summary>Quads of a row in a step along K: of a warp, and of the group.</summary>
    private const int QuadsOfStep = 8;
    private const int GroupQuads = Warps * QuadsOfStep;

    /// <summary>Quads of 16 columns in a step: four a lane.</summary>
    private const int StepQuads = 4 * Lanes;

    /// <summary>Quads of a warp's queue: three steps.</summary>
    private const int QueueQuads = 3 * StepQuads;

    public static void Kernel<TOps>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TOps : struct, ISliceOps
    {
        // A (M,K) with M <= 16, B (N,K), C (M,N), row-major; a group computes Mx16 of C at a time, a warp all of it over an eighth of K.
        var queues = SharedMemory.Allocate<WordQuad>(Warps * QueueQuads);
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes, stride = Grid.DimX * Columns;
        int kQuads = shape.K / TOps.ElementsPerQuad, firstRow = Grid.IdxZ * shape.M, firstColumn = Grid.IdxZ * shape.N;
        var rowsOfA = new RowsAlongK(firstRow, firstRow + shape.M - 1, kQuads);
        var lastColumn = firstColumn + shape.N - 1;
        // Each warp has as many steps, so that the group meets after them. Steps past the end of K add zeros.
        int firstQuad = warp * QuadsOfStep + (lane & 3), endQuad = (kQuads + GroupQuads - 1) & -GroupQuads;
        var queue = warp * QueueQuads + lane;
        int now = queue, next = queue + StepQuads, free = queue + 2 * StepQuads;
        var ahead = new StepOfB(firstColumn + Grid.IdxX * Columns, firstQuad);
        Copy<TOps>(queues, now, b, ahead, lastColumn, kQuads);
        ahead = ahead.Next(endQuad, stride);
        Copy<TOps>(queues, next, b, ahead, lastColumn, kQuads);
        for (var column = Grid.IdxX * Columns; column < shape.N; column += stride)
        {
            SliceTile<TOps> sums = default;
            for (var quad = firstQuad; quad < endQuad; quad += GroupQuads)
            {
                ahead = ahead.Next(endQuad, stride);
                Copy<TOps>(queues, free, b, ahead, lastColumn, kQuads);
                // A is loaded before the wait for B, so that the two take their time together.
                var rows = SliceRows.Load<TOps>(a.Cast<WordQuad>(), rowsOfA, quad);
                TOps.AwaitOwnButTwo();
                sums = sums.AddStep(a, b, rows.Existing<TOps>(rowsOfA, quad), SliceColumns.Queued(queues, now));
                (now, next, free) = (next, free, now);
            }

            // No copy is in flight to the part of the queue that was multiplied last. It is the same part in all warps.
            var place = new TilePlace(Grid.IdxZ, 0, column, shape.M, shape.N);
            SplitKSums.Write(queues, free - queue, QueueQuads, Warps, c, place, sums);
            Group.Barrier();
        }

        TOps.AwaitOwn();
    }

    /// <summary>Starts to copy the lane's part of a step: zeros past the end of K, any row past the end of N.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<TOps>(ArrayView<WordQuad> queues, int place, ArrayView<uint> b, StepOfB step, int lastColumn, int kQuads)
        where TOps : struct, ISliceOps
    {
        var rowsOfB = new RowsAlongK(step.Column, lastColumn, kQuads);
        TOps.Copy(queues, place, b.Cast<WordQuad>(), rowsOfB, 0, step.Quad);
        TOps.Copy(queues, place + Lanes, b.Cast<WordQuad>(), rowsOfB, 8, step.Quad);
        TOps.Copy(queues, place + 2 * Lanes, b.Cast<WordQuad>(), rowsOfB, 0, step.Quad + 4);
        TOps.Copy(queues, place + 3 * Lanes, b.Cast<WordQuad>(), rowsOfB, 8, step.Quad + 4);
        TOps.Commit();
    }

    /// <summary>A step of a warp: its first column and the lane's first quad along K.</summary>
    private readonly record struct StepOfB(int Column, int Quad)
    {
        /// <summary>The next step along K, or the first one of the group's next columns.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public StepOfB Next(int endQuad, int stride)
        {
            var quad = Quad + GroupQuads;
            var isPastEnd = (endQuad - 1 - quad) >> 31;
            return new StepOfB(Column + (stride & isPastEnd), quad - (endQuad & isPastEnd));
        }
    }
}
