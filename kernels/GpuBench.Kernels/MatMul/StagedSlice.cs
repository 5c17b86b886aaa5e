using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>
/// For at most 64 rows: a group computes all rows of 128 columns, 32 a warp, so that A is read once for 128 columns. A and B go through
/// four stages of 64 bytes along K in shared memory, in the order in which lanes read them: a quad of a lane is one access without bank
/// conflicts.
/// </summary>
internal static class StagedSlice
{
    public const int GroupSize = Warps * Lanes;
    public const int Columns = Warps * WarpColumns;

    private const int Warps = 4;
    private const int WarpColumns = 32;
    private const int Lanes = 32;

    /// <summary>Quads of a row in a stage.</summary>
    private const int QuadsOfStep = 4;

    /// <summary>Quads of 64 rows of A in a stage. A lane's quads of eight rows are 32 quads apart.</summary>
    private const int QuadsOfA = 8 * Lanes;
    private const int QuadsOfWarp = WarpColumns / 8 * Lanes;
    private const int StageQuads = QuadsOfA + Warps * QuadsOfWarp;
    private const int Stages = 4;

    public static void Kernel<TOps>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TOps : struct, ISliceOps
    {
        // A (M,K) with M <= 64, B (N,K), C (M,N), row-major; a group computes Mx128 of C, a warp Mx32.
        var shared = SharedMemory.Allocate<WordQuad>(Stages * StageQuads);
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes, column = Grid.IdxX * Columns + warp * WarpColumns;
        int kQuads = shape.K / TOps.ElementsPerQuad, firstRow = Grid.IdxZ * shape.M, firstColumn = Grid.IdxZ * shape.N;
        var rowsOfA = new RowsAlongK(firstRow, firstRow + shape.M - 1, kQuads);
        var rowsOfB = new RowsAlongK(firstColumn + column, firstColumn + shape.N - 1, kQuads);
        int now = 0, next = StageQuads, later = 2 * StageQuads, free = 3 * StageQuads;
        Copy<TOps>(shared, now, a, b, rowsOfA, rowsOfB, lane & 3);
        Copy<TOps>(shared, next, a, b, rowsOfA, rowsOfB, (lane & 3) + QuadsOfStep);
        Copy<TOps>(shared, later, a, b, rowsOfA, rowsOfB, (lane & 3) + 2 * QuadsOfStep);
        SlicePanel<TOps> sums = default;
        for (var quad = 0; quad < kQuads; quad += QuadsOfStep)
        {
            // All threads have left the stage that the next copy overwrites.
            TOps.AwaitAllButTwo();
            Copy<TOps>(shared, free, a, b, rowsOfA, rowsOfB, quad + (lane & 3) + 3 * QuadsOfStep);
            sums = sums.AddStage(a, b, shared, now + lane, now + QuadsOfA + warp * QuadsOfWarp + lane);
            (now, next, later, free) = (next, later, free, now);
        }

        TOps.AwaitOwn();
        sums.Write(c, new TilePlace(Grid.IdxZ, 0, column, shape.M, shape.N), lane);
    }

    /// <summary>Starts to copy a stage: 16 rows of A and 32 columns of B a warp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<TOps>(
        ArrayView<WordQuad> shared, int stage, ArrayView<uint> a, ArrayView<uint> b, RowsAlongK rowsOfA, RowsAlongK rowsOfB, int quad)
        where TOps : struct, ISliceOps
    {
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes;
        TOps.Copy(shared, stage + Group.IdxX, a.Cast<WordQuad>(), rowsOfA, warp * 8, quad);
        TOps.Copy(shared, stage + Group.IdxX + QuadsOfA / 2, a.Cast<WordQuad>(), rowsOfA, warp * 8 + 32, quad);
        var place = stage + QuadsOfA + warp * QuadsOfWarp + lane;
        TOps.Copy(shared, place, b.Cast<WordQuad>(), rowsOfB, 0, quad);
        TOps.Copy(shared, place + Lanes, b.Cast<WordQuad>(), rowsOfB, 8, quad);
        TOps.Copy(shared, place + 2 * Lanes, b.Cast<WordQuad>(), rowsOfB, 16, quad);
        TOps.Copy(shared, place + 3 * Lanes, b.Cast<WordQuad>(), rowsOfB, 24, quad);
        TOps.Commit();
    }
}
