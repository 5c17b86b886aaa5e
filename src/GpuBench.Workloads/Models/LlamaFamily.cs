namespace GpuBench.Workloads.Models;

/// <summary>
/// One <c>model_type</c> of Hugging Face's transformers whose work the decoder does, with what its configuration class fixes and what it
/// assumes for a field that a file leaves out.
/// </summary>
internal sealed record LlamaFamily(string ModelType)
{
    public static IReadOnlyList<LlamaFamily> All { get; } =
    [
        new("llama"),
        new("mistral") { KvHeadCount = 8, SlidingWindow = 4096 },
        new("qwen2") { KvHeadCount = 32, Biases = AttentionBiases.Always, SlidingWindow = 4096, HasWindowSwitch = true },
        new("qwen3") { KvHeadCount = 32, HeadSize = 128, HasHeadNorms = true, SlidingWindow = 4096, HasWindowSwitch = true },
        new("glm") { KvHeadCount = 2, HeadSize = 128, NormEpsilon = 1.5625e-7, RotaryShare = 0.5, Biases = AttentionBiases.IfStated },
        new("glm4")
        {
            KvHeadCount = 2,
            HeadSize = 128,
            NormEpsilon = 1.5625e-7,
            RotaryShare = 0.5,
            Biases = AttentionBiases.IfStated,
            HasOutputNorms = true,
        },
    ];

    /// <summary>Null: as many as query heads.</summary>
    public int? KvHeadCount { get; private init; }

    /// <summary>Null: the hidden size, divided by the number of heads.</summary>
    public int? HeadSize { get; private init; }

    public double NormEpsilon { get; private init; } = 1e-6;

    /// <summary>The share of each head that is rotated. A share of one is fixed; another is a default.</summary>
    public double RotaryShare { get; private init; } = 1;

    /// <summary>If the file does not state one.</summary>
    public int? SlidingWindow { get; private init; }

    /// <summary>
    /// Whether a window counts only if <c>use_sliding_window</c> is true. Files of Qwen state windows that they do not use.
    /// </summary>
    public bool HasWindowSwitch { get; private init; }

    public bool HasHeadNorms { get; private init; }

    public bool HasOutputNorms { get; private init; }

    public AttentionBiases Biases { get; private init; }
}

/// <summary>What <c>attention_bias</c> means.</summary>
internal enum AttentionBiases
{
    /// <summary>True adds biases to all four projections, which the decoder here does not compute.</summary>
    Unsupported,

    /// <summary>The field is not read: queries, keys and values have biases.</summary>
    Always,

    /// <summary>True adds biases to queries, keys and values. Its default differs between versions of transformers.</summary>
    IfStated,
}
