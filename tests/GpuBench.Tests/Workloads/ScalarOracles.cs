using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Oracles;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Tests.Workloads;

/// <summary>The errors that the oracles must find, computed element by element on one thread from unpacked values.</summary>
internal static class ScalarOracles
{
    public static double MatMulError(MatMulShape shape, NumericTriple dtype, float[] a, float[] b, double[] c, ulong seed)
    {
        double OfB(int batch, int k, int j) =>
            b[(batch * shape.K * shape.N) + (shape.BIsTransposed ? (j * shape.K) + k : (k * shape.N) + j)];
        double Sign(int j) => (SeededData.Bits(seed, (ulong)j) & 1) == 0 ? 1 : -1;
        var sumRoundoff = 4 * Math.Sqrt(shape.K) * Precision.SumRoundoff(dtype);
        var outputRoundoff = 1.01 * Precision.UnitRoundoff(dtype.Output);
        var (comparison, rows) = (new ElementErrors(), shape.BatchCount * shape.M);
        for (var i = 0; i < rows; i++)
        {
            double expected = 0, magnitude = 0, actual = 0, squares = 0;
            for (var k = 0; k < shape.K; k++)
            {
                double bx = 0, absolute = 0;
                for (var j = 0; j < shape.N; j++)
                    (bx, absolute) = (bx + (Sign(j) * OfB(i / shape.M, k, j)), absolute + Math.Abs(OfB(i / shape.M, k, j)));
                (expected, magnitude) = (expected + (a[(i * shape.K) + k] * bx), magnitude + (Math.Abs(a[(i * shape.K) + k]) * absolute));
            }
            for (var j = 0; j < shape.N; j++)
                (actual, squares) = (actual + (Sign(j) * c[(i * shape.N) + j]), squares + (c[(i * shape.N) + j] * c[(i * shape.N) + j]));
            comparison.Add(actual, expected, (sumRoundoff * magnitude / Math.Sqrt(shape.N)) + (4 * outputRoundoff * Math.Sqrt(squares)));
        }
        for (var sample = 0ul; sample < Math.Min(64, (ulong)shape.ResultCount); sample++)
        {
            var (i, j) = shape.ResultCount <= 64 ? Math.DivRem((int)sample, shape.N) : sample switch
            {
                0 => (0, 0),
                1 => (rows - 1, shape.N - 1),
                _ => ((int)(SeededData.Bits(seed + 1, sample) % (ulong)rows), (int)(SeededData.Bits(seed + 2, sample) % (ulong)shape.N)),
            };
            double sum = 0, magnitude = 0;
            for (var k = 0; k < shape.K; k++)
            {
                var product = a[(i * shape.K) + k] * OfB(i / shape.M, k, j);
                (sum, magnitude) = (sum + product, magnitude + Math.Abs(product));
            }
            comparison.Add(c[(i * shape.N) + j], sum, (sumRoundoff * magnitude) + (outputRoundoff * Math.Abs(sum)));
        }
        return comparison.Result("").MaxError;
    }

    /// <summary>The error over every query row. The oracle also checks every row if the shape has no more rows than it samples.</summary>
    public static double AttentionError(AttentionShape shape, NumericTriple dtype, float[] q, float[] k, float[] v, double[] o)
    {
        var comparison = new ElementErrors();
        var scale = 1 / Math.Sqrt(shape.D);
        for (var row = 0; row < shape.RowCount; row++)
        {
            var (head, t) = (row / shape.T, row % shape.T);
            var firstKey = ((head / shape.H * shape.Hkv) + (head % shape.H / (shape.H / shape.Hkv))) * shape.S;
            double Product(int s, int d) => (double)q[(row * shape.D) + d] * k[((firstKey + s) * shape.D) + d];
            var keys = Enumerable.Range(0, shape.KeysSeenBy(t)).ToArray();
            var scores = keys.Select(s => Enumerable.Range(0, shape.D).Sum(d => Product(s, d)) * scale).ToArray();
            var largest = keys.Max(s => Enumerable.Range(0, shape.D).Sum(d => Math.Abs(Product(s, d))) * scale);
            var maximum = scores.Max();
            var total = scores.Sum(score => Math.Exp(score - maximum));
            var relative = (4 * Math.Sqrt(shape.D) * Precision.UnitRoundoff(dtype.Accumulate) * largest) + 4e-6;
            for (var d = 0; d < shape.D; d++)
            {
                var terms = keys.Select(s => Math.Exp(scores[s] - maximum) / total * v[((firstKey + s) * shape.D) + d]).ToArray();
                var allowed = (relative * terms.Sum(Math.Abs)) + (1.01 * Precision.UnitRoundoff(dtype.Output) * Math.Abs(terms.Sum()));
                comparison.Add(o[(row * shape.D) + d], terms.Sum(), allowed);
            }
        }
        return comparison.Result("").MaxError;
    }
}
