using System.Globalization;
using System.Numerics.Tensors;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Workloads.Oracles;

/// <summary>
/// Checks O = softmax(Q·Kᵀ/√D)·V in double precision for sampled query rows, and that all others were written.
/// Q, O are (B,H,T,D), K, V are (B,Hkv,S,D), row-major; a causal query t sees the keys 0 … t+S-T.
/// </summary>
/// <param name="weightType">
/// The type to which the kernel rounds the softmax's weights before it multiplies them by V; null: it does not round them.
/// </param>
public sealed class AttentionOracle(
    AttentionShape shape, NumericTriple dtype, Operand q, Operand k, Operand v, ulong seed, DType? weightType = null)
{
    public const int SampledRows = 48;

    /// <summary>The allowed relative error of an exponential on a device.</summary>
    private const double ExponentialError = 4e-6;

    private readonly double _weightError = weightType is { } type ? Precision.UnitRoundoff(type) : 0;

    /// <param name="o">O in the output type, packed.</param>
    public CheckResult Check(ReadOnlyMemory<uint> o)
    {
        var errors = new ElementErrors();
        var format = PackedFormat.Of(dtype.Output);
        Chunks.ForEach(
            (long)shape.RowCount * shape.D, Chunks.Length, (start, count) => errors.Merge(Written(format, o.Span, start, count)));
        var rows = SampledIndices();
        Parallel.ForEach(rows, row =>
        {
            var part = new ElementErrors();
            var values = new double[shape.D];
            format.Decode(o.Span, (long)row * shape.D, values);
            CompareRow(part, values, row);
            errors.Merge(part);
        });
        return errors.Result(string.Create(
            CultureInfo.InvariantCulture, $"{rows.Length} of {shape.RowCount} query rows; all others only for being written"));
    }

    private static ElementErrors Written(PackedFormat format, ReadOnlySpan<uint> o, long start, int count)
    {
        var errors = new ElementErrors();
        Span<float> values = stackalloc float[Sums.BlockLength];
        for (var done = 0; done < count; done += values.Length)
        {
            var block = values[..Math.Min(values.Length, count - done)];
            format.Decode(o, start + done, block);
            errors.AddWritten(block);
        }
        return errors;
    }

    /// <summary>All rows if they are few; otherwise both ends, the end of the first head, and random rows, each once.</summary>
    private int[] SampledIndices() => shape.RowCount <= SampledRows
        ? [.. Enumerable.Range(0, shape.RowCount)]
        : [.. Enumerable.Range(3, SampledRows - 3)
            .Select(sample => (int)(SeededData.Bits(seed + 3, (ulong)sample) % (ulong)shape.RowCount))
            .Concat([0, shape.T - 1, shape.RowCount - 1]).Distinct()];

    private void CompareRow(ElementErrors errors, double[] o, int row)
    {
        var (head, t) = (row / shape.T, row % shape.T);
        var (batch, queryHead) = (head / shape.H, head % shape.H);
        var firstKey = (((long)batch * shape.Hkv) + (queryHead / (shape.H / shape.Hkv))) * shape.S;
        var (weights, scoreMagnitude) = Softmax(row, firstKey, shape.KeysSeenBy(t));
        var relative = (4 * Math.Sqrt(shape.D) * Precision.UnitRoundoff(dtype.Accumulate) * scoreMagnitude)
            + ExponentialError + _weightError;
        var (values, sums, magnitudes) = (new double[shape.D], new double[shape.D], new double[shape.D]);
        for (var s = 0; s < weights.Length; s++)
        {
            v.Read((firstKey + s) * shape.D, values);
            Sums.AddScaled(values, weights[s], sums, magnitudes);
        }
        for (var d = 0; d < shape.D; d++)
            errors.Add(o[d], sums[d], (relative * magnitudes[d]) + (1.01 * Precision.UnitRoundoff(dtype.Output) * Math.Abs(sums[d])));
    }

    /// <returns>The weights, and the largest Σ|q||k|/√D, to which the rounding errors of the scores are relative.</returns>
    private (double[] Weights, double ScoreMagnitude) Softmax(int row, long firstKey, int keyCount)
    {
        var scale = 1 / Math.Sqrt(shape.D);
        var (query, key) = (new double[shape.D], new double[shape.D]);
        q.Read((long)row * shape.D, query);
        var weights = new double[keyCount];
        var largest = 0.0;
        for (var s = 0; s < keyCount; s++)
        {
            k.Read((firstKey + s) * shape.D, key);
            var (score, magnitude) = Sums.Dot(query, key);
            weights[s] = score * scale;
            largest = Math.Max(largest, magnitude * scale);
        }
        var maximum = TensorPrimitives.Max<double>(weights);
        for (var s = 0; s < keyCount; s++)
            weights[s] = Math.Exp(weights[s] - maximum);
        var total = weights.Sum();
        for (var s = 0; s < keyCount; s++)
            weights[s] /= total;
        return (weights, largest);
    }
}
