using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;

namespace GpuBench.Workloads.Models;

/// <summary>
/// Seeded random weights of a decoder, the same on every machine and engine. Each matrix is scaled so that every part of a layer
/// changes the residual stream noticeably; otherwise an oracle could not detect an error in that part.
/// </summary>
public sealed class LlamaWeights
{
    private readonly WeightBlock _block;
    private readonly WeightBlock _layerBlock;
    private long _next;

    public LlamaWeights(LlamaConfig config, DType storage, ulong seed, LayerStorage layers = LayerStorage.Same)
    {
        (Config, Storage, Seed, LayerStorage) = (config, storage, seed, layers);
        var longestRun = Math.Max(Math.Max(config.Hidden, config.AttentionWidth), config.Ffn);
        _block = new(seed, storage, longestRun);
        _layerBlock = layers == LayerStorage.Int8 ? new(seed, DType.Int8, longestRun) : _block;
        Embedding = OfOperands(config.VocabularySize, config.Hidden, scale: 1);
        Output = config.IsTied ? Embedding : OfOperands(config.VocabularySize, config.Hidden, InverseRoot(config.Hidden));
        Layers = [.. Enumerable.Range(0, config.LayerCount).Select(Layer)];
        FinalGain = Gain("final", Config.Hidden);
    }

    public LlamaConfig Config { get; }

    /// <summary>The type to which the weights are rounded, except those of int8 layers.</summary>
    public DType Storage { get; }

    public LayerStorage LayerStorage { get; }

    public ulong Seed { get; }

    /// <summary>(vocabulary, hidden).</summary>
    public WeightMatrix Embedding { get; }

    /// <summary>(vocabulary, hidden); the embedding itself if the two are tied.</summary>
    public WeightMatrix Output { get; }

    public IReadOnlyList<LlamaLayerWeights> Layers { get; }

    public float[] FinalGain { get; }

    /// <summary>Token ids of one sequence, uniform over the vocabulary.</summary>
    /// <param name="sequence">Index of the sequence in the batch.</param>
    public long[] Tokens(int sequence, int count) =>
        [.. Enumerable.Range(0, count).Select(i =>
            (long)(SeededData.Bits(Seed ^ 0x746F6B656E, ((ulong)sequence << 32) + (ulong)i) % (ulong)Config.VocabularySize))];

    private LlamaLayerWeights Layer(int index) => new(
        Gain($"attention {index}", Config.Hidden),
        OfLayer($"rows of qkv {index}", Config.QkvRows, Config.Hidden),
        Config.HasQkvBias ? Bias($"qkv bias {index}", Config.QkvRows) : [],
        Config.HasHeadNorms ? Gain($"query {index}", Config.HeadSize) : [],
        Config.HasHeadNorms ? Gain($"key {index}", Config.HeadSize) : [],
        OfLayer($"rows of attention output {index}", Config.Hidden, Config.AttentionWidth),
        Config.HasOutputNorms ? Gain($"attention output {index}", Config.Hidden) : [],
        Gain($"ffn {index}", Config.Hidden),
        OfLayer($"rows of gate, up {index}", 2 * Config.Ffn, Config.Hidden),
        OfLayer($"rows of down {index}", Config.Hidden, Config.Ffn),
        Config.HasOutputNorms ? Gain($"ffn output {index}", Config.Hidden) : []);

    /// <summary>
    /// Scaled by about 1/√<paramref name="columns"/>, which keeps the magnitude of activations. The rows of int8 matrices have factors as
    /// <see cref="Gain"/> draws them; a kernel that omits one fails the check.
    /// </summary>
    private WeightMatrix OfLayer(string name, int rows, int columns) => LayerStorage == LayerStorage.Same
        ? OfOperands(rows, columns, InverseRoot(columns))
        : Matrix(_layerBlock, rows, columns, InverseRoot(columns) / ElementTypes.Of(DType.Int8).StandardDeviation, Gain(name, rows));

    private WeightMatrix OfOperands(int rows, int columns, float scale) => Matrix(_block, rows, columns, scale, rowFactors: []);

    private WeightMatrix Matrix(WeightBlock block, int rows, int columns, float scale, float[] rowFactors)
    {
        var matrix = new WeightMatrix(block, _next, rows, columns, scale, rowFactors);
        _next += matrix.ElementCount;
        return matrix;
    }

    /// <summary>A power of two within a factor of √2 of 1/√<paramref name="inputs"/>.</summary>
    private static float InverseRoot(int inputs) => MathF.ScaleB(1, -(int)MathF.Round(MathF.Log2(inputs) / 2));

    /// <summary>Gains around one, in sixteenths: exact in every storage type. A kernel that omits a gain fails the check.</summary>
    private float[] Gain(string name, int count)
    {
        var draws = SeededData.Normal(Seed, name, count);
        return [.. draws.Select(draw => 1 + (Math.Clamp(MathF.Round(draw * 2), -4, 4) / 16))];
    }

    /// <summary>
    /// Biases around zero, in eighths up to one: exact in every storage type. Half as large as the products to which they are added, so
    /// that a kernel that omits one fails the check.
    /// </summary>
    private float[] Bias(string name, int count) =>
        [.. SeededData.Normal(Seed, name, count).Select(draw => Math.Clamp(MathF.Round(draw * 4), -8, 8) / 8)];
}
