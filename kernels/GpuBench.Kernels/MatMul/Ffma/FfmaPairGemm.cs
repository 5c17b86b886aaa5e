using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>As <see cref="FfmaGemm"/>, with two elements along K at a time and 8x8 sums a lane: 16 warps a multiprocessor.</summary>
/// <remarks>The quads of every second pair of rows of A are swapped, so that the four rows of a warp are in different banks.</remarks>
internal static class FfmaPairGemm
{
    private const int Stages = 3;
    private const int StageQuads = 2 * FfmaCopy.TileQuads;
    private const int QuadsOfK = FfmaCopy.QuadsOfK;

    public static void Pairs<TCopy, TColumns, TSums>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCopy : struct, IAsyncCopy
        where TColumns : struct, IFfmaPairs
        where TSums : struct, IFfmaSums<TSums>
    {
        var shared = SharedMemory.Allocate<WordQuad>(Stages * StageQuads);
        var place = LanePlace.Of<TColumns, TSums>(shape);
        var copy = FfmaCopy.Of<TColumns>(place.TileRow, place.TileColumn, TSums.GroupSize, shape);
        ArrayView<WordQuad> quadsOfA = a.Cast<WordQuad>(), quadsOfB = b.Cast<WordQuad>();
        int kQuads = shape.K / 4, steps = (kQuads + QuadsOfK - 1) / QuadsOfK, quad = kQuads - (steps - 1) * QuadsOfK;
        int stage = 0, next = StageQuads, free = 2 * StageQuads, last = kQuads - QuadsOfK;
        copy.Begin<TCopy, TColumns>(shared, stage, quadsOfA, quadsOfB, TSums.GroupSize, 0, quad);
        quad = IntrinsicMath.Min(quad, last);
        copy.Begin<TCopy, TColumns>(shared, next, quadsOfA, quadsOfB, TSums.GroupSize, quad);
        TSums sums = default;
        for (var step = 0; step < steps; step++)
        {
            TCopy.AwaitAllButOne();
            int quadA = stage + place.QuadOfA, quadB = stage + place.QuadOfB;
            sums = AddQuad<TColumns, TSums>(sums, shared, quadA, quadB, 0);
            quad = IntrinsicMath.Min(quad + QuadsOfK, last);
            copy.Begin<TCopy, TColumns>(shared, free, quadsOfA, quadsOfB, TSums.GroupSize, quad);
            sums = AddQuad<TColumns, TSums>(sums, shared, quadA, quadB, 1);
            sums = AddQuad<TColumns, TSums>(sums, shared, quadA, quadB, 2);
            sums = AddQuad<TColumns, TSums>(sums, shared, quadA, quadB, 3);
            (stage, next, free) = (next, free, stage);
        }

        TCopy.AwaitOwn();
        sums.Write<TColumns>(c, place.InC(shape), Group.IdxX & 31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSums AddQuad<TColumns, TSums>(TSums sums, ArrayView<WordQuad> shared, int quadA, int quadB, int quad)
        where TColumns : struct, IFfmaPairs
        where TSums : struct, IFfmaSums<TSums>
    {
        var pairs = shared.Cast<WordPair>().SubView((quadA ^ quad) * 2, 2 * FfmaCopy.TileQuads);
        var (first0, first1) = TColumns.LoadPair(shared, quadB, quad, 0);
        var sum = sums.AddPair(pairs, 0, first0, first1);
        var (last0, last1) = TColumns.LoadPair(shared, quadB, quad, 1);
        return sum.AddPair(pairs, 1, last0, last1);
    }
}
