using System.Globalization;
using System.Numerics.Tensors;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Workloads.Oracles;

/// <summary>
/// C = A·B in double precision, without computing all of C: sampled elements one by one, and every element at once through
/// C·x = A·(B·x) for random signs x (Freivalds 1977), which costs N² instead of N³.
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

    /// <param name="a">A (M,K), row-major, as rounded to the input type.</param>
    /// <param name="b">B (K,N), row-major, as rounded to the input type.</param>
    public MatMulOracle(MatMulShape shape, NumericTriple dtype, float[] a, float[] b, ulong seed)
    {
        (_shape, _dtype, _a, _b, _seed) = (shape, dtype, a, b, seed);
        _signs = new float[shape.N];
        for (var j = 0; j < shape.N; j++)
            _signs[j] = (SeededData.Bits(seed, (ulong)j) & 1) == 0 ? 1 : -1;
        var bx = Rows(_b, shape.K, shape.N, row => DotInDouble(row, _signs));
        var absoluteB = Rows(_b, shape.K, shape.N, row => TensorPrimitives.SumOfMagnitudes(row));
        _expectedCx = Rows(_a, shape.M, shape.K, row => DotInDouble(row, bx));
        _absoluteSums = Rows(_a, shape.M, shape.K, row => DotOfMagnitudes(row, absoluteB));
    }

    /// <param name="c">C (M,N), row-major, in the output type, packed.</param>
    public CheckResult Check(ReadOnlySpan<uint> c)
    {
        var comparison = new Comparison();
        var values = Packed.Unpack(c, (long)_shape.M * _shape.N, _dtype.Output);
        CompareProducts(comparison, values);
        for (var i = 0; i < SampledElements; i++)
            CompareElement(comparison, values, i);
        return comparison.Result(string.Create(
            CultureInfo.InvariantCulture, $"{SampledElements} of {values.Length} elements, and C·x with all of them; in allowed errors"));
    }

    private void CompareProducts(Comparison comparison, float[] c)
    {
        for (var i = 0; i < _shape.M; i++)
        {
            var row = c.AsSpan(i * _shape.N, _shape.N);
            // Errors of N elements have random signs: they add up like the root of N.
            var allowed = (SumRoundoff * _absoluteSums[i] / Math.Sqrt(_shape.N))
                + (4 * OutputRoundoff * TensorPrimitives.Norm<float>(row));
            comparison.Add(DotInDouble(row, _signs), _expectedCx[i], allowed);
        }
    }

    private void CompareElement(Comparison comparison, float[] c, int sample)
    {
        var (i, j) = sample switch
        {
            0 => (0, 0),
            1 => (_shape.M - 1, _shape.N - 1),
            _ => ((int)(SeededData.Bits(_seed + 1, (ulong)sample) % (ulong)_shape.M), (int)(SeededData.Bits(_seed + 2, (ulong)sample) % (ulong)_shape.N)),
        };
        double sum = 0, magnitude = 0;
        for (var k = 0; k < _shape.K; k++)
        {
            var product = (double)_a[((long)i * _shape.K) + k] * _b[((long)k * _shape.N) + j];
            sum += product;
            magnitude += Math.Abs(product);
        }
        comparison.Add(c[((long)i * _shape.N) + j], sum, (SumRoundoff * magnitude) + (OutputRoundoff * Math.Abs(sum)));
    }

    /// <summary>
    /// Rounding errors of a sum of K products are a random walk: their root-K growth (Higham and Mary 2019), with a
    /// factor for luck, and for matrix units that truncate.
    /// </summary>
    private double SumRoundoff => 4 * Math.Sqrt(_shape.K) * Precision.UnitRoundoff(_dtype.Accumulate);

    private double OutputRoundoff => 1.01 * Precision.UnitRoundoff(_dtype.Output);

    private static double[] Rows(float[] matrix, int rowCount, int rowLength, Func<float[], double> reduce)
    {
        var result = new double[rowCount];
        Parallel.For(0, rowCount, i => result[i] = reduce(matrix.AsSpan(i * rowLength, rowLength).ToArray()));
        return result;
    }

    private static double DotInDouble(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += (double)x[i] * y[i];
        return sum;
    }

    private static double DotInDouble(ReadOnlySpan<float> x, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    private static double DotOfMagnitudes(ReadOnlySpan<float> x, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += Math.Abs(x[i]) * y[i];
        return sum;
    }
}
