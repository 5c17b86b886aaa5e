using System.Numerics.Tensors;
using GpuBench.Workloads.Models;

namespace GpuBench.Workloads.Oracles;

/// <summary>
/// Runs one sequence through the decoder in double precision, directly from the definitions: RMSNorm (Zhang and Sennrich 2019),
/// rotary positions (Su et al. 2021) over pairs (2i, 2i + 1), grouped causal attention, SwiGLU (Shazeer 2020). Where the model has
/// them: biases of queries, keys and values; norms of each head's query and key before their rotation (Yang et al. 2025); norms of what
/// each half of a layer adds to the residual stream.
/// </summary>
public sealed class LlamaOracle(LlamaWeights weights)
{
    /// <summary>The limit for one sequence of a check: about a second on one core.</summary>
    public const double AffordableMultiplyAdds = 4e8;

    private readonly LlamaConfig _config = weights.Config;

    /// <returns>The logits of the last position, one for each word of the vocabulary.</returns>
    public double[] LastLogits(IReadOnlyList<long> tokens)
    {
        var stream = tokens.Select(token => Embed((int)token)).ToArray();
        foreach (var layer in weights.Layers)
        {
            Attend(layer, stream);
            foreach (var x in stream)
                Accumulate(x, NormalizeOutput(FeedForward(layer, x), layer.FfnOutputGain));
        }
        return Multiply(weights.Output, Normalize(stream[^1], weights.FinalGain));
    }

    /// <returns>x / rms(x) times the gains.</returns>
    internal static double[] Normalize(double[] x, float[] gain, double epsilon)
    {
        var scale = 1 / Math.Sqrt((TensorPrimitives.SumOfSquares<double>(x) / x.Length) + epsilon);
        return [.. x.Select((value, i) => value * scale * gain[i])];
    }

    /// <summary>Rotates the pair (2i, 2i + 1) by position·theta^(-2i/D), where D is the number of elements.</summary>
    /// <param name="head">The part of one head that is rotated.</param>
    internal static void Rotate(Span<double> head, int position, double theta)
    {
        for (var i = 0; i < head.Length; i += 2)
        {
            var (sin, cos) = Math.SinCos(position * Math.Pow(theta, -(double)i / head.Length));
            var (x, y) = (head[i], head[i + 1]);
            (head[i], head[i + 1]) = ((x * cos) - (y * sin), (y * cos) + (x * sin));
        }
    }

    private double[] Normalize(double[] x, float[] gain) => Normalize(x, gain, _config.NormEpsilon);

    private double[] NormalizeOutput(double[] x, float[] gain) => _config.HasOutputNorms ? Normalize(x, gain) : x;

    private double[] Embed(int token)
    {
        var row = weights.Embedding.UnscaledRow(token);
        var x = new double[row.Length];
        for (var i = 0; i < row.Length; i++)
            x[i] = (double)row[i] * weights.Embedding.Scale;
        return x;
    }

    private void Attend(LlamaLayerWeights layer, double[][] stream)
    {
        var projected = stream.Select((x, position) => Project(layer, x, position)).ToArray();
        for (var position = 0; position < stream.Length; position++)
        {
            var heads = new double[_config.AttentionWidth];
            for (var head = 0; head < _config.HeadCount; head++)
                AttendOneHead(projected.AsSpan(0, position + 1), head, heads.AsSpan(head * _config.HeadSize, _config.HeadSize));
            Accumulate(stream[position], NormalizeOutput(Multiply(layer.AttentionOutput, heads), layer.AttentionOutputGain));
        }
    }

    /// <returns>
    /// Queries, keys and values of one position, with their biases. Queries and keys are normalised if the model does so, and rotated.
    /// </returns>
    private double[] Project(LlamaLayerWeights layer, double[] x, int position)
    {
        var qkv = Multiply(layer.Qkv, Normalize(x, layer.AttentionGain));
        for (var row = 0; row < layer.QkvBias.Length; row++)
            qkv[row] += layer.QkvBias[row];
        for (var head = 0; head < _config.HeadCount + _config.KvHeadCount; head++)
        {
            var values = qkv.AsSpan(head * _config.HeadSize, _config.HeadSize);
            if (_config.HasHeadNorms)
                Normalize(values.ToArray(), head < _config.HeadCount ? layer.QueryGain : layer.KeyGain).CopyTo(values);
            Rotate(values[.._config.RotarySize], position, _config.RopeTheta);
        }
        return qkv;
    }

    /// <param name="seen">Projections of all positions up to the query's, which is the last.</param>
    private void AttendOneHead(ReadOnlySpan<double[]> seen, int head, Span<double> result)
    {
        var size = _config.HeadSize;
        var keyHead = _config.HeadCount + (head / (_config.HeadCount / _config.KvHeadCount));
        var query = seen[^1].AsSpan(head * size, size);
        var shares = new double[seen.Length];
        for (var s = 0; s < seen.Length; s++)
            shares[s] = TensorPrimitives.Dot<double>(query, seen[s].AsSpan(keyHead * size, size)) / Math.Sqrt(size);
        TensorPrimitives.SoftMax<double>(shares, shares);
        for (var s = 0; s < seen.Length; s++)
            TensorPrimitives.MultiplyAdd<double>(seen[s].AsSpan((keyHead + _config.KvHeadCount) * size, size), shares[s], result, result);
    }

    private double[] FeedForward(LlamaLayerWeights layer, double[] x)
    {
        var both = Multiply(layer.GateUp, Normalize(x, layer.FfnGain));
        var gated = new double[_config.Ffn];
        for (var i = 0; i < gated.Length; i++)
            gated[i] = both[i] / (1 + Math.Exp(-both[i])) * both[_config.Ffn + i];
        return Multiply(layer.Down, gated);
    }

    private static double[] Multiply(WeightMatrix matrix, double[] x)
    {
        var y = new double[matrix.RowCount];
        Parallel.For(0, matrix.RowCount, row =>
        {
            var weights = matrix.UnscaledRow(row);
            var sum = 0.0;
            for (var i = 0; i < weights.Length; i++)
                sum += weights[i] * x[i];
            y[row] = sum * matrix.ScaleOf(row);
        });
        return y;
    }

    private static void Accumulate(double[] x, double[] change) => TensorPrimitives.Add<double>(x, change, x);
}
