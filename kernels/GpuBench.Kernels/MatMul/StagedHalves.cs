using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>
/// As <see cref="StagedSlice"/>, with the tiles of <see cref="PipelinedGemm"/>: <c>ldmatrix</c> loads registers in the order of the matrix
/// instructions. Four warps compute 64x64 each, two of them the first half of each stage and two the second.
/// </summary>
internal static class StagedHalves
{
    private const int GroupColumns = 128;
    private const int Lanes = 32;
    private const int RowsOfA = 64;
    private const int QuadsOfStep = 4;
    private const int QuadsOfA = RowsOfA * QuadsOfStep;
    private const int StageQuads = QuadsOfA + TileCopy.TileQuads;
    private const int Stages = 4;

    public static void Kernel<TCopy, TOps, TElement>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCopy : struct, IAsyncCopy
        where TOps : struct, ITensorOps
        where TElement : struct, IMmaInput
    {
        // A (M,K) with M <= 64, B (N,K), C (M,N), row-major; a group computes Mx128 of C.
        var shared = SharedMemory.Allocate<WordQuad>(Stages * StageQuads);
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes, half = warp & 1, side = warp / 2;
        int column = Grid.IdxX * GroupColumns, kQuads = shape.K / TOps.ElementsPerQuad;
        var rowsOfA = CopyRows.Of<TileA>(Grid.IdxZ * shape.M * kQuads, 0, shape.M, kQuads);
        var rowsOfB = CopyRows.Of<TileBNT>(Grid.IdxZ * shape.N * kQuads, column, shape.N, kQuads);
        var aQuad = TileA.LaneQuad(lane, 0) ^ (half * 2);
        var bQuad = QuadsOfA + (TileBNT.LaneQuad(lane, side * 64) ^ (half * 2));
        int now = 0, next = StageQuads, later = 2 * StageQuads, free = 3 * StageQuads;
        Begin<TCopy>(shared, now, a, b, rowsOfA, rowsOfB, 0, kQuads);
        Begin<TCopy>(shared, next, a, b, rowsOfA, rowsOfB, QuadsOfStep, kQuads);
        Begin<TCopy>(shared, later, a, b, rowsOfA, rowsOfB, 2 * QuadsOfStep, kQuads);
        WarpTile<TOps, TileBNT> sums = default;
        for (var quad = 0; quad < kQuads; quad += QuadsOfStep)
        {
            // All threads have left the stage that the next copy overwrites.
            TCopy.AwaitAllButTwo();
            Begin<TCopy>(shared, free, a, b, rowsOfA, rowsOfB, quad + 3 * QuadsOfStep, kQuads);
            sums = sums.AddStep(shared, now + aQuad, now + bQuad);
            (now, next, later, free) = (next, later, free, now);
        }

        TCopy.AwaitOwn();
        Group.Barrier();
        var staged = side * 32 * Lanes + lane;
        if (half == 1)
            sums.StageSums(shared, staged);
        Group.Barrier();
        if (half == 1)
            return;
        sums.WriteWithStaged<TElement>(shared, staged, c, new TilePlace(Grid.IdxZ, 0, column + side * 64, shape.M, shape.N), lane);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Begin<TCopy>(
        ArrayView<WordQuad> shared, int stage, ArrayView<uint> a, ArrayView<uint> b, CopyRows rowsOfA, CopyRows rowsOfB, int quad, int quads)
        where TCopy : struct, IAsyncCopy
    {
        int row = Group.IdxX >> 2, ownQuad = Group.IdxX & 3;
        var target = stage + TileA.Quad(row, ownQuad);
        var quadsLeft = quads - (quad + ownQuad);
        var source = quads - IntrinsicMath.Max(1, quadsLeft);
        var bytes = 16 * TileCopy.Exists(quadsLeft);
        TCopy.Copy(shared, target, a.Cast<WordQuad>(), rowsOfA.Source0 + source, bytes * rowsOfA.Exists0);
        TCopy.Copy(shared, target + TileCopy.GroupSize, a.Cast<WordQuad>(), rowsOfA.Source1 + source, bytes * rowsOfA.Exists1);
        TileCopy.Begin<TCopy, TileBNT>(shared, stage + QuadsOfA, b.Cast<WordQuad>(), rowsOfB, quad, quads);
        TCopy.Commit();
    }
}
