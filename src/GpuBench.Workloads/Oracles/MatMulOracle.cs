using System.Globalization;
using System.Numerics.Tensors;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Workloads.Oracles;

/// <summary>
/// C = A·B in double precision, without computing all of C: sampled elements one by one, and every element at once through
/// C·x = A·(B·x) for random signs x (Freivalds 1977), which costs N² instead of N³. Rows are counted through all of a batch.
/// </summary>
public sealed class MatMulOracle
{
    private const int SampledElements = 64;

    private readonly MatMulShape _shape;
    private readonly NumericTriple _dtype;
    private readonly float[] _a;
    private readonly float[] _b;
    private readonly float[] _signs;
    private readonly double[] _expectedCx;
    private readonly double[] _absoluteSums;
    private readonly ulong _seed;

    /// <param name="a">A of each product, as rounded to the input type.</param>
    /// <param name="b">B of each product as it lies, as rounded to the input type.</param>
    public MatMulOracle(MatMulShape shape, NumericTriple dtype, float[] a, float[] b, ulong seed)
    {
        (_shape, _dtype, _a, _b, _seed) = (shape, dtype, a, shape.BIsTransposed ? Transposed(shape, b) : b, seed);
        _signs = new float[shape.N];
        for (var j = 0; j < shape.N; j++)
            _signs[j] = (SeededData.Bits(seed, (ulong)j) & 1) == 0 ? 1 : -1;
        var bx = Rows(_b, shape.N, (_, row) => DotInDouble(row, _signs));
        var absoluteB = Rows(_b, shape.N, (_, row) => TensorPrimitives.SumOfMagnitudes(row));
        _expectedCx = Rows(_a, shape.K, (i, row) => DotInDouble(row, OfBatch(i, bx)));
        _absoluteSums = Rows(_a, shape.K, (i, row) => DotOfMagnitudes(row, OfBatch(i, absoluteB)));
    }

    /// <param name="c">C of each product, row-major, in the output type, packed.</param>
    public CheckResult Check(ReadOnlySpan<uint> c)
    {
        var comparison = new Comparison();
        CompareProducts(comparison, c);
        for (var i = 0; i < SampledElements; i++)
            CompareElement(comparison, c, i);
        return comparison.Result(string.Create(
            CultureInfo.InvariantCulture, $"{SampledElements} of {_shape.ResultCount} elements, and C·x with all of them; in allowed errors"));
    }

    private void CompareProducts(Comparison comparison, ReadOnlySpan<uint> c)
    {
        var row = new double[_shape.N];
        for (var i = 0; i < RowCount; i++)
        {
            for (var j = 0; j < row.Length; j++)
                row[j] = Packed.Element(c, ((long)i * _shape.N) + j, _dtype.Output);
            // Errors of N elements have random signs: they add up like the root of N.
            var allowed = (SumRoundoff * _absoluteSums[i] / Math.Sqrt(_shape.N))
                + (4 * OutputRoundoff * TensorPrimitives.Norm<double>(row));
            comparison.Add(DotInDouble(_signs, row), _expectedCx[i], allowed);
        }
    }

    private void CompareElement(Comparison comparison, ReadOnlySpan<uint> c, int sample)
    {
        var (i, j) = sample switch
        {
            0 => (0, 0),
            1 => (RowCount - 1, _shape.N - 1),
            _ => ((int)(SeededData.Bits(_seed + 1, (ulong)sample) % (ulong)RowCount), (int)(SeededData.Bits(_seed + 2, (ulong)sample) % (ulong)_shape.N)),
        };
        double sum = 0, magnitude = 0;
        var firstRowOfB = (long)(i / _shape.M) * _shape.K;
        for (var k = 0; k < _shape.K; k++)
        {
            var product = (double)_a[((long)i * _shape.K) + k] * _b[((firstRowOfB + k) * _shape.N) + j];
            sum += product;
            magnitude += Math.Abs(product);
        }
        comparison.Add(Packed.Element(c, ((long)i * _shape.N) + j, _dtype.Output), sum, (SumRoundoff * magnitude) + (OutputRoundoff * Math.Abs(sum)));
    }

    /// <summary>
    /// Rounding errors of a sum of K products are a random walk: their root-K growth (Higham and Mary 2019), with a
    /// factor for luck, and for matrix units that truncate. Products of short types are exact in an fp32 sum, tf32's too.
    /// </summary>
    private double SumRoundoff => 4 * Math.Sqrt(_shape.K) * Precision.SumRoundoff(_dtype);

    private double OutputRoundoff => 1.01 * Precision.UnitRoundoff(_dtype.Output);

    private int RowCount => _shape.BatchCount * _shape.M;

    /// <summary>Of one number per row of B, those that belong to the product which row <paramref name="i"/> of A is in.</summary>
    private ReadOnlySpan<double> OfBatch(int i, double[] perRow) => perRow.AsSpan(i / _shape.M * _shape.K, _shape.K);

    private static float[] Transposed(MatMulShape shape, float[] b)
    {
        var normal = new float[b.Length];
        Parallel.For(0, shape.BatchCount * shape.N, row =>
        {
            var (batch, n) = Math.DivRem(row, shape.N);
            for (var k = 0; k < shape.K; k++)
                normal[((((long)batch * shape.K) + k) * shape.N) + n] = b[((long)row * shape.K) + k];
        });
        return normal;
    }

    private static double[] Rows(float[] matrices, int rowLength, Func<int, float[], double> reduce)
    {
        var result = new double[matrices.Length / rowLength];
        Parallel.For(0, result.Length, i => result[i] = reduce(i, matrices.AsSpan(i * rowLength, rowLength).ToArray()));
        return result;
    }

    private static double DotInDouble(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += (double)x[i] * y[i];
        return sum;
    }

    private static double DotInDouble(ReadOnlySpan<float> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    private static double DotOfMagnitudes(ReadOnlySpan<float> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += Math.Abs(x[i]) * y[i];
        return sum;
    }
}
