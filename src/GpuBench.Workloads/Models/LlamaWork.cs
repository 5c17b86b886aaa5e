using System.Globalization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Models;

/// <summary>
/// Work of a forward pass, counted from shapes. FLOP: 2 for each matrix element and token (in the output matrix, only the last token
/// of each sequence), and 4·D for each head and unmasked query-key pair. Bytes: every matrix is read once, keys and values are read
/// once, and new ones are written. The pass only gathers rows of the embedding table, so the table counts only if it is also the
/// output matrix. Norms, biases, rotations, activations and the factors of int8 rows are not counted.
/// </summary>
/// <param name="elementBytes">Bytes of a weight, and of a key's or value's element.</param>
/// <param name="layers">Of int8, each weight of a layer has one byte.</param>
public sealed class LlamaWork(LlamaConfig config, double elementBytes, LayerStorage layers = LayerStorage.Same)
{
    /// <summary>Bytes of the matrices that one pass must read.</summary>
    public double WeightBytes => LayerBytes + (elementBytes * config.VocabularyElements);

    /// <summary>Bytes of the keys and values of one token, in all layers.</summary>
    public double KvBytesPerToken => 2.0 * config.LayerCount * config.KvHeadCount * config.HeadSize * elementBytes;

    private double LayerElements => config.LayerCount * config.LayerMatrixElements;

    private double LayerBytes => LayerElements * (layers == LayerStorage.Int8 ? 1 : elementBytes);

    private double MatrixElements => LayerElements + config.VocabularyElements;

    /// <summary>One pass over <paramref name="promptLength"/> tokens, with an empty cache.</summary>
    public WorkCount Prefill(int batch, int promptLength)
    {
        var tokens = (double)batch * promptLength;
        var pairs = batch * ((double)promptLength * (promptLength + 1) / 2);
        var flop = (2 * LayerElements * tokens)
            + (2 * config.VocabularyElements * batch)
            + AttentionFlop(pairs);
        var cacheBytes = KvBytesPerToken * tokens;
        return new(flop, WeightBytes + cacheBytes, cacheBytes, tokens);
    }

    /// <summary>Mean work of one of <paramref name="stepCount"/> steps. The first step sees one key more than the context has.</summary>
    public WorkCount DecodeStep(int batch, int contextLength, int stepCount)
    {
        var keys = contextLength + ((stepCount + 1) / 2.0);
        return new(
            (2 * MatrixElements * batch) + AttentionFlop(batch * keys),
            WeightBytes + (KvBytesPerToken * batch * keys),
            KvBytesPerToken * batch,
            batch);
    }

    /// <summary>Reading the prompts, which gives the first token, and a step for each further one.</summary>
    public WorkCount Generate(int batch, int promptLength, int outputLength)
    {
        var (reading, steps) = (Prefill(batch, promptLength), outputLength - 1);
        var step = DecodeStep(batch, promptLength, steps);
        return new(
            reading.OperationCount + (steps * step.OperationCount),
            reading.BytesRead + (steps * step.BytesRead),
            reading.BytesWritten + (steps * step.BytesWritten),
            (double)batch * outputLength);
    }

    /// <summary>Device memory for weights and cache. Activations add a few percent, more for long prompts of small models.</summary>
    public double ResidentBytes(int batch, int capacity) => ParameterBytes + CacheBytes(batch, capacity);

    /// <summary>The sum of <see cref="ResidentBytes"/> in words.</summary>
    public string ResidentTerms(int batch, int capacity) => string.Create(
        CultureInfo.InvariantCulture,
        $"weights {ParameterBytes / 1e9:F1} GB + keys and values of {(long)batch * capacity} tokens "
        + $"{CacheBytes(batch, capacity) / 1e9:F1} GB");

    private double ParameterBytes => LayerBytes + (elementBytes * (config.ParameterCount - LayerElements));

    private double CacheBytes(int batch, int capacity) => KvBytesPerToken * batch * capacity;

    private double AttentionFlop(double pairs) => 4.0 * config.HeadSize * config.HeadCount * config.LayerCount * pairs;
}
