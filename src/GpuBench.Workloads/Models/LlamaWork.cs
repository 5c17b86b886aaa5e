using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Models;

/// <summary>
/// Work of a forward pass, counted from shapes: 2 FLOP for each element of a matrix and token (the output matrix for the last
/// token of each sequence alone), 4·D for each head and query-key pair that the mask lets through. Bytes: every matrix read once,
/// keys and values read once and the new ones written. The table of embeddings is gathered from, not read, so it counts only
/// where it is the output matrix too; norms, rotations and activations are not counted.
/// </summary>
/// <param name="elementBytes">Bytes of a weight, and of a key's or value's element.</param>
public sealed class LlamaWork(LlamaConfig config, double elementBytes)
{
    /// <summary>Bytes of matrices that one pass must read.</summary>
    public double WeightBytes => elementBytes * MatrixElements;

    /// <summary>Bytes of the keys and values of one token, in all layers.</summary>
    public double KvBytesPerToken => 2.0 * config.LayerCount * config.KvHeadCount * config.HeadSize * elementBytes;

    private double MatrixElements => (config.LayerCount * config.LayerMatrixElements) + config.VocabularyElements;

    /// <summary>All of <paramref name="promptLength"/> tokens at once into an empty cache.</summary>
    public WorkCount Prefill(int batch, int promptLength)
    {
        var tokens = (double)batch * promptLength;
        var pairs = batch * ((double)promptLength * (promptLength + 1) / 2);
        var flop = (2 * config.LayerCount * config.LayerMatrixElements * tokens)
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

    /// <summary>Device memory for weights and cache. Activations add a few percent, more for long prompts of small models.</summary>
    public double ResidentBytes(int batch, int capacity) =>
        (elementBytes * config.ParameterCount) + (KvBytesPerToken * batch * capacity);

    private double AttentionFlop(double pairs) => 4.0 * config.HeadSize * config.HeadCount * config.LayerCount * pairs;
}
