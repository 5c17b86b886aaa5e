using GpuBench.Measuring;

namespace GpuBench.Workloads.Models;

/// <summary>
/// The shape of a decoder as Touvron et al. (Llama 2, 2023) describe it: RMSNorm before each half of a layer, rotary positions,
/// grouped query heads, SwiGLU, no biases. Qwen3 (Yang et al. 2025) adds norms of queries and keys. Qwen2.5 (2024) adds biases of
/// queries, keys and values. GLM-4-0414 (2025) adds these biases and norms of each half's output, and rotates half of each head.
/// </summary>
/// <param name="Hidden">Width of the residual stream.</param>
/// <param name="HeadCount">Query heads: a multiple of <paramref name="KvHeadCount"/>.</param>
/// <param name="HeadSize">Even, because rotary positions rotate pairs.</param>
/// <param name="Ffn">Inner width of the feed-forward part.</param>
/// <param name="IsTied">Whether the output matrix is the embedding table itself.</param>
/// <param name="HasHeadNorms">Whether each head's query and key are normalised before their rotation.</param>
public sealed record LlamaConfig(
    string Name, int LayerCount, int Hidden, int HeadCount, int KvHeadCount, int HeadSize, int Ffn, int VocabularySize,
    double RopeTheta, double NormEpsilon, bool IsTied, bool HasHeadNorms = false)
{
    /// <summary>Whether the projections of queries, keys and values add a bias.</summary>
    public bool HasQkvBias { get; init; }

    /// <summary>
    /// Leading elements of each head that are rotated: even, and at most <see cref="HeadSize"/>, which is the default. The field holds
    /// zero for all elements, so that the default equals the stated size.
    /// </summary>
    public int RotarySize
    {
        get => field == 0 ? HeadSize : field;
        init => field = value == HeadSize ? 0 : value;
    }

    /// <summary>Whether the outputs of the attention and of the feed-forward part are normalised before they are added.</summary>
    public bool HasOutputNorms { get; init; }

    /// <summary>
    /// Presets of each family in order of size. <c>ci</c> and <c>110m</c> have our own shapes; the others are published models.
    /// </summary>
    public static IReadOnlyList<LlamaConfig> All { get; } =
    [
        new("ci", 2, 128, 8, 2, 16, 352, 1024, 10_000, 1e-5, IsTied: false),
        new("110m", 12, 768, 12, 12, 64, 2048, 32_000, 10_000, 1e-5, IsTied: true),
        new("tinyllama-1.1b", 22, 2048, 32, 4, 64, 5632, 32_000, 10_000, 1e-5, IsTied: false),
        new("llama2-7b", 32, 4096, 32, 32, 128, 11_008, 32_000, 10_000, 1e-5, IsTied: false),
        new("llama2-13b", 40, 5120, 40, 40, 128, 13_824, 32_000, 10_000, 1e-5, IsTied: false),
        new("llama3-8b", 32, 4096, 32, 8, 128, 14_336, 128_256, 500_000, 1e-5, IsTied: false),
        // Version 0.2, which has no sliding window. Version 0.1 has the same matrices.
        new("mistral-7b", 32, 4096, 32, 8, 128, 14_336, 32_000, 1_000_000, 1e-5, IsTied: false),
        Qwen25("qwen2.5-0.5b", 24, 896, 14, 2, 4864, isTied: true),
        Qwen25("qwen2.5-1.5b", 28, 1536, 12, 2, 8960, isTied: true),
        Qwen25("qwen2.5-3b", 36, 2048, 16, 2, 11_008, isTied: true),
        Qwen25("qwen2.5-7b", 28, 3584, 28, 4, 18_944),
        Qwen25("qwen2.5-14b", 48, 5120, 40, 8, 13_824) with { NormEpsilon = 1e-5 },
        Qwen3("qwen3-0.6b", 28, 1024, 16, 3072, isTied: true),
        Qwen3("qwen3-1.7b", 28, 2048, 16, 6144, isTied: true),
        Qwen3("qwen3-4b", 36, 2560, 32, 9728, isTied: true),
        Qwen3("qwen3-8b", 36, 4096, 32, 12_288),
        Qwen3("qwen3-14b", 40, 5120, 40, 17_408),
        Qwen3("qwen3-32b", 64, 5120, 64, 25_600),
        // GLM-4-9B-0414. GLM-4-9B-chat has no norms of outputs, and its variant of 1M tokens has twice the key heads.
        new("glm-4-9b", 40, 4096, 32, 2, 128, 13_696, 151_552, 10_000, 1e-5, IsTied: false)
        {
            HasQkvBias = true,
            RotarySize = 64,
            HasOutputNorms = true,
        },
    ];

    /// <summary>Rows of the joint projection: queries, then keys, then values.</summary>
    public int QkvRows => (HeadCount + (2 * KvHeadCount)) * HeadSize;

    /// <summary>Columns of the attention's output projection.</summary>
    public int AttentionWidth => HeadCount * HeadSize;

    /// <summary>Elements of the matrices of one layer.</summary>
    public double LayerMatrixElements =>
        ((double)QkvRows * Hidden) + ((double)Hidden * AttentionWidth) + (3.0 * Hidden * Ffn);

    /// <summary>Elements of the embedding table, and of the output matrix.</summary>
    public double VocabularyElements => (double)VocabularySize * Hidden;

    /// <summary>All matrices, the gains of the norms and the biases.</summary>
    public double ParameterCount =>
        (LayerCount * (LayerMatrixElements + LayerVectorElements)) + Hidden + (VocabularyElements * (IsTied ? 1 : 2));

    private double LayerVectorElements =>
        (Hidden * (HasOutputNorms ? 4.0 : 2.0)) + (HasHeadNorms ? 2 * HeadSize : 0) + (HasQkvBias ? QkvRows : 0);

    /// <param name="name">The name of a preset, or a <see cref="LlamaShapeWord"/>.</param>
    /// <exception cref="UserError">Exit code 2: neither.</exception>
    public static LlamaConfig Find(string name) =>
        All.FirstOrDefault(config => config.Name == name)
        ?? LlamaShapeWord.Read(name)
        ?? throw UserError.Usage(
            $"model {name}: use one of {string.Join(", ", All.Select(config => config.Name))}, or a model's config.json");

    /// <summary>
    /// What all dense models of Qwen2.5 share: biases, and heads of 128 but in the smallest. The vocabulary of the untied is padded
    /// further.
    /// </summary>
    private static LlamaConfig Qwen25(
        string name, int layerCount, int hidden, int headCount, int kvHeadCount, int ffn, bool isTied = false) =>
        new(name, layerCount, hidden, headCount, kvHeadCount, hidden / headCount, ffn, isTied ? 151_936 : 152_064,
            1_000_000, 1e-6, isTied)
        {
            HasQkvBias = true,
        };

    /// <summary>What all dense models of Qwen3 share: 8 key heads of 128, and the vocabulary.</summary>
    private static LlamaConfig Qwen3(string name, int layerCount, int hidden, int headCount, int ffn, bool isTied = false) =>
        new(name, layerCount, hidden, headCount, 8, 128, ffn, 151_936, 1_000_000, 1e-6, isTied, HasHeadNorms: true);
}
