using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Driver.Tests.TensorCores;

/// <summary>
/// C = A·Bᵀ on tensor cores: tiles of 64x64x32, four warps of 32x32, asynchronous copies in two stages, rows of 64 bytes whose
/// quads are permuted so that no two lanes of a matrix load meet in a bank. It shows what the machine can run, not what a GPU can do.
/// </summary>
public static class TensorCoreProduct
{
    public const int Tile = 64;
    public const int Depth = 32;
    public const int GroupSize = 128;

    private const int WordsPerRow = Depth / 2;
    private const int WordsOfTile = Tile * WordsPerRow;
    private const int WordsOfStage = 2 * WordsOfTile;

    /// <param name="a">(M, K), fp16.</param>
    /// <param name="b">(N, K), fp16.</param>
    /// <param name="c">(M, N), fp32.</param>
    /// <param name="n">A multiple of 64, as M is.</param>
    /// <param name="k">A multiple of 32.</param>
    public static void Kernel(ArrayView<uint> a, ArrayView<uint> b, ArrayView<float> c, int n, int k)
    {
        var shared = SharedMemory.Allocate<uint>(2 * WordsOfStage);
        var origin = TensorIntrinsics.AddressOf(ref shared[0]);
        var (lane, warp) = (Group.IdxX & 31, Group.IdxX >> 5);
        var (row, column) = (Grid.IdxY * Tile, Grid.IdxX * Tile);
        var (warpRow, warpColumn) = ((warp >> 1) * 32, (warp & 1) * 32);
        // Which row of a 16x16 piece this lane gives the address of, and which half of the row's quads.
        var (rowOfA, halfOfA) = (warpRow + (lane & 15), lane >> 4);
        var (rowOfB, halfOfB) = (warpColumn + (lane & 7) + ((lane >> 4) << 3), (lane >> 3) & 1);
        Accumulator c00 = default, c01 = default, c02 = default, c03 = default, c10 = default, c11 = default, c12 = default, c13 = default;

        Copy(a, b, origin, row, column, k >> 1, 0);
        for (var step = 0; step < k / Depth; step++)
        {
            // This barrier also tells that nobody reads the other stage any more.
            TensorIntrinsics.WaitForCopies();
            if (step + 1 < k / Depth)
                Copy(a, b, origin, row, column, k >> 1, step + 1);
            var stage = origin + (uint)((step & 1) * WordsOfStage * sizeof(uint));
            for (var half = 0; half < 2; half++)
            {
                var quad = 2 * half;
                var a0 = TensorIntrinsics.LoadMatrices(stage + Offset(rowOfA, halfOfA + quad));
                var a1 = TensorIntrinsics.LoadMatrices(stage + Offset(rowOfA + 16, halfOfA + quad));
                var b0 = TensorIntrinsics.LoadMatrices(stage + Offset(Tile + rowOfB, halfOfB + quad));
                var b1 = TensorIntrinsics.LoadMatrices(stage + Offset(Tile + rowOfB + 16, halfOfB + quad));
                c00 = TensorIntrinsics.MultiplyAdd(c00, a0, b0.X, b0.Y);
                c01 = TensorIntrinsics.MultiplyAdd(c01, a0, b0.Z, b0.W);
                c02 = TensorIntrinsics.MultiplyAdd(c02, a0, b1.X, b1.Y);
                c03 = TensorIntrinsics.MultiplyAdd(c03, a0, b1.Z, b1.W);
                c10 = TensorIntrinsics.MultiplyAdd(c10, a1, b0.X, b0.Y);
                c11 = TensorIntrinsics.MultiplyAdd(c11, a1, b0.Z, b0.W);
                c12 = TensorIntrinsics.MultiplyAdd(c12, a1, b1.X, b1.Y);
                c13 = TensorIntrinsics.MultiplyAdd(c13, a1, b1.Z, b1.W);
            }
        }

        var at = (row + warpRow + (lane >> 2)) * n + column + warpColumn + ((lane & 3) * 2);
        StoreRow(c, at, n, c00, c01, c02, c03);
        StoreRow(c, at + (16 * n), n, c10, c11, c12, c13);
    }

    /// <summary>Begins the copy of one step's tiles of A and B: each thread four quads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(ArrayView<uint> a, ArrayView<uint> b, uint origin, int row, int column, int wordsPerRow, int step)
    {
        var (line, quad) = (Group.IdxX >> 2, Group.IdxX & 3);
        var stage = origin + (uint)((step & 1) * WordsOfStage * sizeof(uint));
        var word = (step * WordsPerRow) + (quad * 4);
        TensorIntrinsics.CopyQuad(stage + Offset(line, quad), ref a[((row + line) * wordsPerRow) + word]);
        TensorIntrinsics.CopyQuad(stage + Offset(line + 32, quad), ref a[((row + line + 32) * wordsPerRow) + word]);
        TensorIntrinsics.CopyQuad(stage + Offset(Tile + line, quad), ref b[((column + line) * wordsPerRow) + word]);
        TensorIntrinsics.CopyQuad(stage + Offset(Tile + line + 32, quad), ref b[((column + line + 32) * wordsPerRow) + word]);
        TensorIntrinsics.Commit();
    }

    /// <summary>Bytes from a stage's start to a quad of a row; the rows of B follow those of A.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Offset(int line, int quad) => (uint)((line * WordsPerRow) + ((quad ^ ((line >> 1) & 3)) << 2)) * sizeof(uint);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(ArrayView<float> c, int at, int n, Accumulator first, Accumulator second, Accumulator third, Accumulator fourth)
    {
        Store(c, at, n, first);
        Store(c, at + 8, n, second);
        Store(c, at + 16, n, third);
        Store(c, at + 24, n, fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ArrayView<float> c, int at, int n, Accumulator sums)
    {
        c[at] = sums.X;
        c[at + 1] = sums.Y;
        c[at + (8 * n)] = sums.Z;
        c[at + (8 * n) + 1] = sums.W;
    }
}
