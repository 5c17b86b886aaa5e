using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Workloads.Oracles;

/// <summary>
/// Checks C = A·B in double precision without computing all of C: sampled elements one by one, and all elements together by
/// C·x = A·(B·x) for random signs x (Freivalds 1977), which costs N² instead of N³. Row numbers run through the whole batch.
/// </summary>
public sealed class MatMulOracle
{
    private const int SampledElements = 64;

    private readonly MatMulShape _shape;
    private readonly NumericTriple _dtype;
    private readonly Operand _a;
    private readonly Operand _b;
    private readonly ProductSums _sums;
    private readonly ulong _seed;

    /// <param name="a">A of each product, with its scales.</param>
    /// <param name="b">B of each product, in its layout, with its scales.</param>
    /// <param name="kept">Keeps the sums for later rounds; null: they are computed.</param>
    public MatMulOracle(MatMulShape shape, NumericTriple dtype, Operand a, Operand b, ulong seed, HostDataCache? kept = null)
    {
        (_shape, _dtype, _a, _b, _seed) = (shape, dtype, a, b, seed);
        ProductSums Compute() => ProductSums.Of(shape, a, b, seed);
        _sums = kept is null
            ? Compute()
            : kept.Get(("C·x", shape, dtype.Input, seed), sizeof(double) * (shape.N + (2L * RowCount)), Compute);
    }

    /// <param name="c">C of each product, row-major, in the output type, packed.</param>
    public CheckResult Check(ReadOnlyMemory<uint> c)
    {
        var errors = new ElementErrors();
        var format = PackedFormat.Of(_dtype.Output);
        Chunks.ForEachRow(RowCount, _shape.N, (first, count) =>
        {
            var part = new ElementErrors();
            for (var i = first; i < first + count; i++)
                CompareProduct(part, format, c.Span, (int)i);
            errors.Merge(part);
        });
        var samples = SampledIndices();
        Parallel.ForEach(samples, index =>
        {
            var part = new ElementErrors();
            CompareElement(part, format, c.Span, index);
            errors.Merge(part);
        });
        return errors.Result(string.Create(
            CultureInfo.InvariantCulture, $"{samples.Length} of {_shape.ResultCount} elements, and C·x with all of them"));
    }

    private void CompareProduct(ElementErrors errors, PackedFormat format, ReadOnlySpan<uint> c, int i)
    {
        Span<double> values = stackalloc double[Sums.BlockLength];
        double sum = 0, squares = 0;
        for (var j = 0; j < _shape.N; j += values.Length)
        {
            var block = values[..Math.Min(values.Length, _shape.N - j)];
            format.Decode(c, ((long)i * _shape.N) + j, block);
            sum += Sums.Dot(block, _sums.Signs.AsSpan(j)).Sum;
            squares += Sums.Dot(block, block).Sum;
        }
        // Errors of N elements have random signs, so their sum grows like √N.
        var allowed = (SumRoundoff * _sums.Magnitudes[i] / Math.Sqrt(_shape.N)) + (4 * OutputRoundoff * Math.Sqrt(squares));
        errors.Add(sum, _sums.Expected[i], allowed);
    }

    /// <summary>All elements of a small C; otherwise the first, the last and random ones, each once.</summary>
    private long[] SampledIndices() => _shape.ResultCount <= SampledElements
        ? [.. Enumerable.Range(0, (int)_shape.ResultCount)]
        : [.. Enumerable.Range(2, SampledElements - 2).Select(RandomIndex).Prepend(_shape.ResultCount - 1).Prepend(0).Distinct()];

    private long RandomIndex(int sample) =>
        ((long)(SeededData.Bits(_seed + 1, (ulong)sample) % (ulong)RowCount) * _shape.N)
        + (long)(SeededData.Bits(_seed + 2, (ulong)sample) % (ulong)_shape.N);

    /// <param name="index">The element's index in the C of the whole batch.</param>
    private void CompareElement(ElementErrors errors, PackedFormat format, ReadOnlySpan<uint> c, long index)
    {
        var (i, j) = ((int)(index / _shape.N), (int)(index % _shape.N));
        var (row, column) = (new double[_shape.K], new double[_shape.K]);
        _a.Read((long)i * _shape.K, row);
        var firstOfB = (long)(i / _shape.M) * _shape.K * _shape.N;
        if (_shape.BIsTransposed)
            _b.Read(firstOfB + ((long)j * _shape.K), column);
        else
            _b.Gather(firstOfB + j, _shape.N, column);
        var (sum, magnitude) = Sums.Dot(row, column);
        Span<double> actual = stackalloc double[1];
        format.Decode(c, index, actual);
        errors.Add(actual[0], sum, (SumRoundoff * magnitude) + (OutputRoundoff * Math.Abs(sum)));
    }

    /// <summary>
    /// Rounding errors of a sum of K products are a random walk, which grows like √K (Higham and Mary 2019). The factor is a margin
    /// for outliers and for matrix units that truncate. Products of tf32 and of shorter types are exact in an fp32 sum. With scales per
    /// block, matrix units sum only the products of a block, and the sums of blocks are scaled and added in the accumulator's type.
    /// </summary>
    private double SumRoundoff => _shape.HasBlockScales
        ? (4 * Math.Sqrt(BlockScales.Length) * Precision.SumRoundoff(_dtype))
            + (4 * Math.Sqrt(_shape.BlocksAlongK) * Precision.UnitRoundoff(_dtype.Accumulate))
        : 4 * Math.Sqrt(_shape.K) * Precision.SumRoundoff(_dtype);

    private double OutputRoundoff => 1.01 * Precision.UnitRoundoff(_dtype.Output);

    private int RowCount => _shape.BatchCount * _shape.M;
}
