using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>
/// The body of <see cref="TensorSkinnyMatMul"/>: a group of eight warps computes all rows and 16 columns of C, each warp an eighth of K in
/// pieces of 128 bytes. Operands go from global memory to registers. A type argument chooses the arithmetic.
/// </summary>
/// <remarks>
/// Reads B once, and A once for each 16 columns, mostly from the cache. Rows along K are multiples of 16 bytes; N is even.
/// </remarks>
internal static class SplitKGemm
{
    public const int GroupSize = Warps * Lanes;

    private const int Columns = 16;
    private const int Warps = 8;
    private const int Lanes = 32;

    /// <summary>Quads of a row in a step along K.</summary>
    private const int QuadsOfStep = 8;

    public static void Kernel<TTileC>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TTileC : struct, ISliceTile<TTileC>
    {
        // A (M,K) with M <= 64, B (N,K), C (M,N), row-major; a group computes Mx16 of C, a warp all of it over an eighth of K.
        var partials = SharedMemory.Allocate<WordQuad>(Warps * Lanes * TTileC.QuadsPerLane);
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes, column = Grid.IdxX * Columns;
        int kQuads = shape.K / TTileC.ElementsPerQuad, firstRow = Grid.IdxZ * shape.M, firstColumn = Grid.IdxZ * shape.N;
        var rowsOfA = new RowsAlongK(firstRow, firstRow + shape.M - 1, kQuads);
        var rowsOfB = new RowsAlongK(firstColumn + column, firstColumn + shape.N - 1, kQuads);
        TTileC sums = default;
        var pieces = TTileC.LoadB(b.Cast<WordQuad>(), rowsOfB, warp * QuadsOfStep + (lane & 3));
        for (var quad = warp * QuadsOfStep; quad < kQuads; quad += Warps * QuadsOfStep)
        {
            // Prefetch: the loads of the next step are issued before this step is multiplied.
            var next = TTileC.LoadB(b.Cast<WordQuad>(), rowsOfB, quad + Warps * QuadsOfStep + (lane & 3));
            sums = sums.AddStep(a.Cast<WordQuad>(), b.Cast<WordQuad>(), rowsOfA, pieces, quad + (lane & 3));
            pieces = next;
        }

        sums.Stage(partials, warp * Lanes * TTileC.QuadsPerLane + lane);
        Group.Barrier();
        // Each of the first warps adds the partial sums of 16 rows and eight columns.
        if (warp >= TTileC.QuadsPerLane)
            return;
        // The order is fixed, so that results repeat.
        var sum = partials[Group.IdxX];
        for (var other = 1; other < Warps; other++)
            sum = TTileC.Plus(sum, partials[other * Lanes * TTileC.QuadsPerLane + Group.IdxX]);
        TTileC.Store(c, new TilePlace(Grid.IdxZ, warp / 2 * 16, column + (warp & 1) * 8, shape.M, shape.N), lane, sum);
    }

    /// <param name="sums">The <see cref="ISliceTile{TSelf}"/>, closed over its operations.</param>
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
