using GpuBench.Workloads.Data;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Workloads.Oracles;

/// <summary>
/// The expected C·x for random signs x, and the magnitude of its terms: A·(B·x) and |A|·(|B|·1), one number for each row of C.
/// </summary>
/// <param name="Signs">x: 1 or -1 for each column of C.</param>
internal sealed record ProductSums(double[] Signs, double[] Expected, double[] Magnitudes)
{
    /// <summary>
    /// The number of parts of the rows of an (N,K) B; its columns are divided too, so that there are enough tasks for many cores. It
    /// is fixed, because sums of other parts round differently.
    /// </summary>
    private const int RowParts = 8;

    public static ProductSums Of(MatMulShape shape, Operand a, Operand b, ulong seed)
    {
        var signs = new double[shape.N];
        for (var j = 0; j < signs.Length; j++)
            signs[j] = (SeededData.Bits(seed, (ulong)j) & 1) == 0 ? 1 : -1;
        var (bx, absoluteB) = shape.BIsTransposed ? OverColumns(shape, b, signs) : OverRows(shape, b, signs);
        var (expected, magnitudes) = (new double[shape.BatchCount * shape.M], new double[shape.BatchCount * shape.M]);
        Chunks.ForEachRow(expected.Length, shape.K, (first, count) =>
        {
            Span<double> values = stackalloc double[Sums.BlockLength];
            for (var i = (int)first; i < first + count; i++)
                for (var k = 0; k < shape.K; k += values.Length)
                {
                    var block = values[..Math.Min(values.Length, shape.K - k)];
                    a.Read(((long)i * shape.K) + k, block);
                    var rowOfB = (i / shape.M * shape.K) + k;
                    expected[i] += Sums.Dot(block, bx.AsSpan(rowOfB)).Sum;
                    magnitudes[i] += Sums.Dot(block, absoluteB.AsSpan(rowOfB)).Magnitude;
                }
        });
        return new(signs, expected, magnitudes);
    }

    /// <summary>B·x and |B|·1 for a (K,N) B: each element is a sum over a row.</summary>
    private static (double[] Bx, double[] AbsoluteB) OverRows(MatMulShape shape, Operand b, double[] signs)
    {
        var (bx, absoluteB) = (new double[shape.BatchCount * shape.K], new double[shape.BatchCount * shape.K]);
        Chunks.ForEachRow(bx.Length, shape.N, (first, count) =>
        {
            Span<double> values = stackalloc double[Sums.BlockLength];
            for (var row = first; row < first + count; row++)
                for (var j = 0; j < shape.N; j += values.Length)
                {
                    var block = values[..Math.Min(values.Length, shape.N - j)];
                    b.Read((row * shape.N) + j, block);
                    var (sum, magnitude) = Sums.Dot(block, signs.AsSpan(j));
                    bx[row] += sum;
                    absoluteB[row] += magnitude;
                }
        });
        return (bx, absoluteB);
    }

    /// <summary>The same for an (N,K) B: adds its rows, each times its sign.</summary>
    private static (double[] Bx, double[] AbsoluteB) OverColumns(MatMulShape shape, Operand b, double[] signs)
    {
        var length = shape.BatchCount * shape.K;
        var parts = Enumerable.Range(0, RowParts).Select(_ => (Bx: new double[length], AbsoluteB: new double[length])).ToArray();
        var blocksPerRow = (shape.K + Sums.BlockLength - 1) / Sums.BlockLength;
        Parallel.For(0, shape.BatchCount * blocksPerRow * RowParts, task =>
        {
            var (batch, block, part) = (task / RowParts / blocksPerRow, task / RowParts % blocksPerRow, task % RowParts);
            var k = block * Sums.BlockLength;
            Span<double> values = stackalloc double[Math.Min(Sums.BlockLength, shape.K - k)];
            var target = (batch * shape.K) + k;
            var (firstRow, endRow) = ((int)((long)shape.N * part / RowParts), (int)((long)shape.N * (part + 1) / RowParts));
            for (var n = firstRow; n < endRow; n++)
            {
                b.Read(((((long)batch * shape.N) + n) * shape.K) + k, values);
                Sums.AddScaled(values, signs[n], parts[part].Bx.AsSpan(target), parts[part].AbsoluteB.AsSpan(target));
            }
        });
        var (bx, absoluteB) = parts[0];
        foreach (var part in parts.AsSpan(1))
            for (var k = 0; k < length; k++)
            {
                bx[k] += part.Bx[k];
                absoluteB[k] += part.AbsoluteB[k];
            }
        return (bx, absoluteB);
    }
}
