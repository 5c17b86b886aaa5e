using System.Globalization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Oracles;

/// <summary>What the STREAM kernels must give, from functions that name each element of a and b.</summary>
/// <param name="op">copy, mul, add, triad, dot or read.</param>
public sealed class StreamOracle(string op, long n, float scalar, Func<long, float> a, Func<long, float> b)
{
    public const int BlockLength = 1024;
    public const int BlockCount = 128;

    /// <summary>Whether the kernel leaves partial sums instead of an array.</summary>
    public bool IsReduction => op is "dot" or "read";

    /// <summary>The sum in double precision: N evaluations; keep it.</summary>
    public double ExpectedSum()
    {
        var chunks = (n + (1 << 20) - 1) >> 20;
        return ParallelEnumerable.Range(0, (int)chunks).Sum(chunk =>
        {
            var sum = 0.0;
            for (var i = (long)chunk << 20; i < Math.Min(n, (chunk + 1L) << 20); i++)
                sum += op == "dot" ? (double)a(i) * b(i) : a(i);
            return sum;
        });
    }

    /// <param name="partials">One sum for each work item; a work item that wrote none left a NaN.</param>
    public CheckResult CheckSum(ReadOnlySpan<float> partials, double expected)
    {
        var actual = 0.0;
        foreach (var partial in partials)
            actual += partial;
        // A work item adds n/P values of mean square 1/3 (their products: 1/9) one by one; errors and sums are random walks.
        var length = (double)n / partials.Length;
        var allowed = 16 * Math.Sqrt(partials.Length) * length * Precision.UnitRoundoff(DType.Fp32);
        var comparison = new Comparison();
        comparison.Add(actual, expected, allowed);
        return comparison.Result(string.Create(CultureInfo.InvariantCulture, $"the sum of all {n} elements; in allowed errors"));
    }

    /// <summary>Starts of the blocks that are compared element by element: both ends, and evenly between.</summary>
    public IEnumerable<long> BlockStarts()
    {
        var last = Math.Max(0, n - BlockLength);
        return Enumerable.Range(0, BlockCount).Select(i => last * i / (BlockCount - 1)).Distinct();
    }

    public void CompareBlock(Comparison comparison, long start, ReadOnlySpan<float> block)
    {
        for (var i = 0; i < block.Length; i++)
        {
            var (x, y) = (a(start + i), b(start + i));
            double expected = op switch
            {
                "copy" => x,
                "mul" => (double)scalar * x,
                "add" => (double)x + y,
                _ => x + ((double)scalar * y),
            };
            // A copy is exact; one rounding otherwise, two where multiply and add are not fused.
            var allowed = 2 * Precision.UnitRoundoff(DType.Fp32) * (Math.Abs(x) + Math.Abs(scalar * y) + float.Epsilon);
            comparison.Add(block[i], expected, op == "copy" ? double.Epsilon : allowed);
        }
    }
}
