using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>
/// The body of <c>tensor-skinny-64</c>: a group of eight warps computes all rows and 16 columns of C, each warp an eighth of K in steps of
/// 128 bytes. Operands go from global memory to registers.
/// </summary>
/// <remarks>
/// Reads B once, and A once for each 16 columns, mostly from the cache. Rows along K are multiples of 16 bytes; N is even.
/// </remarks>
internal static class SplitKGemm
{
    public const int GroupSize = Warps * Lanes;
    public const int Columns = 16;

    private const int Warps = 8;
    private const int Lanes = 32;

    /// <summary>Quads of a row in a step along K.</summary>
    private const int QuadsOfStep = 8;

    /// <summary>Quads of sums of a warp: 16 rows and eight columns for each warp of the group.</summary>
    private const int SumQuads = 8 * Lanes;

    public static void Kernel<TOps>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TOps : struct, ISliceOps
    {
        // A (M,K) with M <= 64, B (N,K), C (M,N), row-major; a group computes Mx16 of C, a warp all of it over an eighth of K.
        var partials = SharedMemory.Allocate<WordQuad>(Warps * SumQuads);
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes, column = Grid.IdxX * Columns;
        int kQuads = shape.K / TOps.ElementsPerQuad, firstRow = Grid.IdxZ * shape.M, firstColumn = Grid.IdxZ * shape.N;
        var rowsOfA = new RowsAlongK(firstRow, firstRow + shape.M - 1, kQuads);
        var rowsOfB = new RowsAlongK(firstColumn + column, firstColumn + shape.N - 1, kQuads);
        SliceTiles<TOps> sums = default;
        var pieces = SliceColumns.Load<TOps>(b.Cast<WordQuad>(), rowsOfB, warp * QuadsOfStep + (lane & 3));
        for (var quad = warp * QuadsOfStep; quad < kQuads; quad += Warps * QuadsOfStep)
        {
            // Prefetch: the loads of the next step are issued before this step is multiplied.
            var next = SliceColumns.Load<TOps>(b.Cast<WordQuad>(), rowsOfB, quad + Warps * QuadsOfStep + (lane & 3));
            sums = sums.AddStep(a.Cast<WordQuad>(), b.Cast<WordQuad>(), rowsOfA, pieces, quad + (lane & 3));
            pieces = next;
        }

        sums.Stage(partials, warp * SumQuads + lane);
        Group.Barrier();
        // Each warp adds the partial sums of 16 rows and eight columns. The order is fixed, so that results repeat.
        var sum = partials[Group.IdxX];
        for (var other = 1; other < Warps; other++)
            sum = TOps.Plus(sum, partials[other * SumQuads + Group.IdxX]);
        SliceTile<TOps>.Store(c, new TilePlace(Grid.IdxZ, warp / 2 * 16, column + (warp & 1) * 8, shape.M, shape.N), lane, sum);
    }
}
