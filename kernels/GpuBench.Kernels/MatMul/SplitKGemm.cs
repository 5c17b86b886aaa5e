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

    public static void Kernel<TTileC>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TTileC : struct, ISliceTile<TTileC>
    {
        var partials = SharedMemory.Allocate<WordQuad>(Warps * Lanes * TTileC.QuadsPerLane);
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes, column = Grid.IdxX * Columns;
        int kQuads = shape.K / TTileC.ElementsPerQuad, firstRow = Grid.IdxZ * shape.M, firstColumn = Grid.IdxZ * shape.N;
        var rowsOfA = new RowsAlongK(firstRow, firstRow + shape.M - 1, kQuads);
        var rowsOfB = new RowsAlongK(firstColumn + column, firstColumn + shape.N - 1, kQuads);
        TTileC sums = default;
        var pieces = TTileC.LoadB(b.Cast<WordQuad>(), rowsOfB, warp * QuadsOfStep + (lane & 3));
        for (var quad = warp * QuadsOfStep; quad < kQuads; quad += Warps * QuadsOfStep)
        {
            // Memory answers late: the next step is asked for before this one is multiplied.
            var next = TTileC.LoadB(b.Cast<WordQuad>(), rowsOfB, quad + Warps * QuadsOfStep + (lane & 3));
            sums = sums.AddStep(a.Cast<WordQuad>(), b.Cast<WordQuad>(), rowsOfA, pieces, quad + (lane & 3));
            pieces = next;
        }

        sums.Stage(partials, warp * Lanes * TTileC.QuadsPerLane + lane);
        Group.Barrier();
        // A warp adds up what all of them have for 16 rows and eight columns. At most there is one such part for each.
        if (warp >= TTileC.QuadsPerLane)
            return;
        // In a fixed order, so that results repeat.
        var sum = partials[Group.IdxX];
        for (var other = 1; other < Warps; other++)
            sum = TTileC.Plus(sum, partials[other * Lanes * TTileC.QuadsPerLane + Group.IdxX]);
        TTileC.Store(c, new TilePlace(Grid.IdxZ, warp / 2 * 16, column + (warp & 1) * 8, shape.M, shape.N), lane, sum);
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
