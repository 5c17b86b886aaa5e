using System.Globalization;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Workloads.Oracles;

/// <summary>
/// O = softmax(Q·Kᵀ/√D)·V in double precision for sampled query rows; of the others it is checked that they were written.
/// Q, O are (B,H,T,D), K, V are (B,Hkv,S,D), row-major; a causal query t sees the keys 0 … t+S-T.
/// </summary>
/// <param name="weightType">What the kernel rounds the softmax's weights to before they multiply V; null: nothing below the accumulator's type.</param>
public sealed class AttentionOracle(
    AttentionShape shape, NumericTriple dtype, float[] q, float[] k, float[] v, ulong seed, DType? weightType = null)
{
    public const int SampledRows = 48;

    /// <summary>Largest relative error allowed to an exponential on a device.</summary>
    private const double ExponentialError = 4e-6;

    private readonly double _weightError = weightType is { } type ? Precision.UnitRoundoff(type) : 0;

    /// <param name="o">O in the output type, packed.</param>
    public CheckResult Check(ReadOnlySpan<uint> o)
    {
        var comparison = new Comparison();
        var values = Packed.Unpack(o, (long)shape.RowCount * shape.D, dtype.Output);
        foreach (var value in values)
            comparison.AddWritten(value);
        for (var sample = 0; sample < SampledRows; sample++)
            CompareRow(comparison, values, RowOf(sample));
        return comparison.Result(string.Create(
            CultureInfo.InvariantCulture, $"{SampledRows} of {shape.RowCount} query rows; in allowed errors"));
    }

    /// <summary>The first and the last row always: tile edges live there.</summary>
    private int RowOf(int sample) => sample switch
    {
        0 => 0,
        1 => shape.RowCount - 1,
        2 => shape.T - 1,
        _ => (int)(SeededData.Bits(seed + 3, (ulong)sample) % (ulong)shape.RowCount),
    };

    private void CompareRow(Comparison comparison, float[] o, int row)
    {
        var (head, t) = (row / shape.T, row % shape.T);
        var (batch, queryHead) = (head / shape.H, head % shape.H);
        var keyHead = (batch * shape.Hkv) + (queryHead / (shape.H / shape.Hkv));
        var keyCount = shape.KeysSeenBy(t);
        var (weights, scoreMagnitude) = Softmax(row, keyHead, keyCount);
        var relative = (4 * Math.Sqrt(shape.D) * Precision.UnitRoundoff(dtype.Accumulate) * scoreMagnitude) + ExponentialError + _weightError;
        for (var d = 0; d < shape.D; d++)
        {
            double sum = 0, magnitude = 0;
            for (var s = 0; s < keyCount; s++)
            {
                var term = weights[s] * v[(((long)keyHead * shape.S) + s) * shape.D + d];
                sum += term;
                magnitude += Math.Abs(term);
            }
            var allowed = (relative * magnitude) + (1.01 * Precision.UnitRoundoff(dtype.Output) * Math.Abs(sum));
            comparison.Add(o[((long)row * shape.D) + d], sum, allowed);
        }
    }

    /// <returns>The weights, and the largest Σ|q||k|/√D: what rounding errors of the scores are relative to.</returns>
    private (double[] Weights, double ScoreMagnitude) Softmax(int row, int keyHead, int keyCount)
    {
        var scale = 1 / Math.Sqrt(shape.D);
        var weights = new double[keyCount];
        var largest = 0.0;
        for (var s = 0; s < keyCount; s++)
        {
            double score = 0, magnitude = 0;
            for (var d = 0; d < shape.D; d++)
            {
                var product = (double)q[((long)row * shape.D) + d] * k[(((long)keyHead * shape.S) + s) * shape.D + d];
                score += product;
                magnitude += Math.Abs(product);
            }
            weights[s] = score * scale;
            largest = Math.Max(largest, magnitude * scale);
        }
        var maximum = weights.Max();
        for (var s = 0; s < keyCount; s++)
            weights[s] = Math.Exp(weights[s] - maximum);
        var total = weights.Sum();
        for (var s = 0; s < keyCount; s++)
            weights[s] /= total;
        return (weights, largest);
    }
}
