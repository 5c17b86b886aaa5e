using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>
/// All rows and 16 columns of C for a group of eight warps, each of which takes an eighth of K: 128 bytes, and 128 again behind those of
/// the others. Operands go from global memory to registers; what multiplies is a type argument.
/// </summary>
/// <remarks>B is read once, and A as often as there are 16 columns, from a cache. K is a multiple of a quad, N of two.</remarks>
internal static class SplitKGemm
{
    public const int GroupSize = Warps * Lanes;

    private const int Columns = 16;
    private const int Warps = 8;
    private const int Lanes = 32;

    /// <summary>Along K, of a row.</summary>
    private const int QuadsOfStep = 8;

    public static void Kernel<TSums>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulShape shape)
        where TSums : struct, ISliceSums<TSums>
    {
        var partials = SharedMemory.Allocate<WordQuad>(Warps * Lanes * TSums.QuadsPerLane);
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes, column = Grid.IdxX * Columns;
        int kQuads = shape.K / TSums.ElementsPerQuad, firstRow = Grid.IdxZ * shape.M, firstColumn = Grid.IdxZ * shape.N;
        var left = new RowsAlongK(firstRow, firstRow + shape.M - 1, kQuads);
        var right = new RowsAlongK(firstColumn + column, firstColumn + shape.N - 1, kQuads);
        TSums sums = default;
        var pieces = TSums.LoadRight(b.Cast<WordQuad>(), right, warp * QuadsOfStep + (lane & 3));
        for (var quad = warp * QuadsOfStep; quad < kQuads; quad += Warps * QuadsOfStep)
        {
            // Memory answers late: the next step is asked for before this one is multiplied.
            var next = TSums.LoadRight(b.Cast<WordQuad>(), right, quad + Warps * QuadsOfStep + (lane & 3));
            sums = sums.AddStep(a.Cast<WordQuad>(), b.Cast<WordQuad>(), left, pieces, quad + (lane & 3));
            pieces = next;
        }

        sums.Stage(partials, warp * Lanes * TSums.QuadsPerLane + lane);
        Group.Barrier();
        // A warp adds up what all of them have for 16 rows and eight columns. At most there is one such part for each.
        if (warp >= TSums.QuadsPerLane)
            return;
        // In a fixed order, so that results repeat.
        var sum = partials[Group.IdxX];
        for (var other = 1; other < Warps; other++)
            sum = TSums.Plus(sum, partials[other * Lanes * TSums.QuadsPerLane + Group.IdxX]);
        TSums.Store(c, new TilePlace(Grid.IdxZ, warp / 2 * 16, column + (warp & 1) * 8, shape.M, shape.N), lane, sum);
    }

    /// <param name="sums">What adds up, closed over its operations.</param>
    public static KernelEntryPoint EntryPoint(IMatMulKernel owner, MatMulVariant variant, Type sums)
    {
        var method = typeof(SplitKGemm).GetMethod(nameof(Kernel))!.MakeGenericMethod(sums);
        return new KernelEntryPoint(owner.QualifiedName, variant.ToString(), method, GroupSize);
    }

    public static MatMulLaunch Load(Accelerator accelerator, KernelEntryPoint entryPoint)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, entryPoint);
        return (stream, a, b, c, shape) =>
        {
            var grid = new Index3D((shape.N - 1) / Columns + 1, 1, shape.BatchCount);
            launch(stream, new KernelConfig(grid, new Index3D(GroupSize, 1, 1)), a, b, c, shape);
        };
    }
}
