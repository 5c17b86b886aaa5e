using System.Globalization;
using System.Numerics.Tensors;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;

namespace GpuBench.Workloads.Oracles;

/// <summary>
/// Writes the elements of an array from <paramref name="start"/> on until the span is full. Several threads call it concurrently.
/// </summary>
public delegate void StreamValues(long start, Span<float> values);

/// <summary>Checks the STREAM kernels against functions that give each element of a and b.</summary>
/// <param name="op">copy, mul, add, triad, dot or read.</param>
public sealed class StreamOracle(string op, long n, float scalar, StreamValues a, StreamValues b)
{
    public const int BlockLength = 1024;
    public const int BlockCount = 128;
    private const int SummedAtOnce = 1 << 20;

    /// <summary>The factors of a and b in the expected sum.</summary>
    private readonly (double A, double B) _factors = op switch
    {
        "copy" or "read" => (1, 0),
        "mul" => (scalar, 0),
        "add" or "dot" => (1, 1),
        "triad" => (1, scalar),
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "not a stream operation"),
    };

    /// <summary>Whether the kernel writes partial sums instead of an array.</summary>
    public bool IsReduction => op is "dot" or "read";

    /// <summary>The sum in double precision. It takes n evaluations, so the caller should keep it.</summary>
    public double ExpectedSum()
    {
        var sums = new double[(n + SummedAtOnce - 1) / SummedAtOnce];
        Chunks.ForEach(n, SummedAtOnce, (start, count) => sums[start / SummedAtOnce] = SumOf(start, count));
        // In a fixed order, so that the sum always rounds the same way.
        return sums.Sum();
    }

    private double SumOf(long start, int count)
    {
        Span<float> values = stackalloc float[BlockLength];
        Span<double> x = stackalloc double[BlockLength], y = stackalloc double[BlockLength];
        y.Fill(1);
        var sum = 0.0;
        for (var done = 0; done < count; done += BlockLength)
        {
            var block = values[..Math.Min(BlockLength, count - done)];
            a(start + done, block);
            TensorPrimitives.ConvertTruncating<float, double>(block, x);
            if (op == "dot")
            {
                b(start + done, block);
                TensorPrimitives.ConvertTruncating<float, double>(block, y);
            }
            sum += Sums.Dot(x[..block.Length], y).Sum;
        }
        return sum;
    }

    /// <param name="partials">One sum for each work item; NaN if the work item wrote none.</param>
    public CheckResult CheckSum(ReadOnlySpan<float> partials, double expected)
    {
        var actual = 0.0;
        foreach (var partial in partials)
            actual += partial;
        // A work item adds n/P values of mean square 1/3 (their products: 1/9) one by one; errors and sums are random walks.
        var length = (double)n / partials.Length;
        var allowed = 16 * Math.Sqrt(partials.Length) * length * Precision.UnitRoundoff(DType.Fp32);
        var errors = new ElementErrors();
        errors.Add(actual, expected, allowed);
        return errors.Result(string.Create(CultureInfo.InvariantCulture, $"the sum of all {n} elements"));
    }

    /// <summary>Starts of the compared blocks, which do not overlap: every block of a short array, otherwise evenly spaced.</summary>
    private IEnumerable<long> BlockStarts() => n <= BlockCount * BlockLength
        ? Enumerable.Range(0, (int)((n + BlockLength - 1) / BlockLength)).Select(i => (long)i * BlockLength)
        : Enumerable.Range(0, BlockCount).Select(i => (n - BlockLength) * i / (BlockCount - 1));

    /// <summary>Compares a short array completely, and of a long one evenly spaced blocks with both ends.</summary>
    /// <param name="read">Reads the kernel's result; called by one thread.</param>
    public CheckResult CheckBlocks(StreamValues read)
    {
        var errors = new ElementErrors();
        var buffer = new float[BlockLength];
        var compared = 0L;
        foreach (var start in BlockStarts())
        {
            var block = buffer.AsSpan(0, (int)Math.Min(BlockLength, n - start));
            read(start, block);
            CompareBlock(errors, start, block);
            compared += block.Length;
        }
        return errors.Result(string.Create(CultureInfo.InvariantCulture, $"{compared} of {n} elements"));
    }

    private void CompareBlock(ElementErrors errors, long start, ReadOnlySpan<float> block)
    {
        Span<float> x = stackalloc float[block.Length], y = stackalloc float[block.Length];
        a(start, x);
        b(start, y);
        var (isCopy, roundoff) = (op == "copy", Precision.UnitRoundoff(DType.Fp32));
        for (var i = 0; i < block.Length; i++)
        {
            var expected = (_factors.A * x[i]) + (_factors.B * y[i]);
            // A copy is exact. Other operations round once, or twice without a fused multiply-add.
            var allowed = 2 * roundoff * (Math.Abs(x[i]) + Math.Abs(scalar * y[i]) + float.Epsilon);
            errors.Add(block[i], expected, isCopy ? double.Epsilon : allowed);
        }
    }
}
