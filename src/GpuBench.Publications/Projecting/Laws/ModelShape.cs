using System.Text.RegularExpressions;
using GpuBench.Workloads.Models;

namespace GpuBench.Publications.Projecting.Laws;

/// <summary>The matrices of a dense decoder.</summary>
/// <param name="GateCount">Matrices from the hidden size to <paramref name="Ffn"/>: 2 with a gated activation, else 1.</param>
internal sealed partial record ModelShape(
    int Layers, int Hidden, int Heads, int KvHeads, int Ffn, int Vocabulary, int HeadSize = 128, int GateCount = 2)
{
    /// <summary>
    /// Models that no preset has. Shapes are those of the models' configuration files; GPT-6.7B is that of FasterTransformer's benchmark.
    /// </summary>
    private static readonly Dictionary<string, ModelShape> Published = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Llama-2-70B"] = new(80, 8192, 64, 8, 28_672, 32_000),
        ["LLaMA-70B"] = new(80, 8192, 64, 8, 28_672, 32_000),
        ["Llama-3-70B"] = new(80, 8192, 64, 8, 28_672, 128_256),
        ["Llama-3.1-70B"] = new(80, 8192, 64, 8, 28_672, 128_256),
        ["Llama-3.3-70B"] = new(80, 8192, 64, 8, 28_672, 128_256),
        ["Llama-3.2-3B"] = new(28, 3072, 24, 8, 8192, 128_256),
        ["CodeLlama-7B"] = new(32, 4096, 32, 32, 11_008, 32_016),
        ["Yi-6B"] = new(32, 4096, 32, 4, 11_008, 64_000),
        ["Skywork-13B"] = new(52, 4608, 36, 36, 12_288, 65_519),
        ["InternLM-7B"] = new(32, 4096, 32, 32, 11_008, 103_168),
        ["InternLM-20B"] = new(60, 5120, 40, 40, 13_824, 103_168),
        ["Qwen-7B"] = new(32, 4096, 32, 32, 11_008, 151_936),
        ["Qwen-14B"] = new(40, 5120, 40, 40, 13_696, 152_064),
        ["Qwen1.5-0.5B"] = new(24, 1024, 16, 16, 2816, 151_936, 64),
        ["Qwen1.5-1.8B"] = new(24, 2048, 16, 16, 5504, 151_936),
        ["Qwen1.5-4B"] = new(40, 2560, 20, 20, 6912, 151_936),
        ["Qwen1.5-7B"] = new(32, 4096, 32, 32, 11_008, 151_936),
        ["Qwen1.5-14B"] = new(40, 5120, 40, 40, 13_696, 152_064),
        ["Qwen1.5-32B"] = new(64, 5120, 40, 8, 27_392, 152_064),
        ["Qwen2.5-32B"] = new(64, 5120, 40, 8, 27_648, 152_064),
        ["Qwen2.5-72B"] = new(80, 8192, 64, 8, 29_568, 152_064),
        ["DeepSeek-R1-Distill-Qwen-1.5B"] = new(28, 1536, 12, 2, 8960, 151_936),
        ["GLM-4-9B-Chat-1M"] = new(40, 4096, 32, 4, 13_696, 151_552),
        ["GLM-4-32B-0414"] = new(61, 6144, 48, 2, 23_040, 151_552),
        ["GPT-J-6B"] = new(28, 4096, 16, 16, 16_384, 50_400, 256, GateCount: 1),
        ["GPT-J 6B"] = new(28, 4096, 16, 16, 16_384, 50_400, 256, GateCount: 1),
        ["GPT-6.7B"] = new(32, 4096, 32, 32, 16_384, 51_200, GateCount: 1),
        ["WizardCoder-15B"] = new(40, 6144, 48, 1, 24_576, 49_153, GateCount: 1),
    };

    private static readonly Dictionary<string, ModelShape> OfPresets = LlamaConfig.All
        .SelectMany(preset => PublishedModels.Of(preset.Name).OfType<string>().Append(preset.Name), (preset, name) => (preset, name))
        .DistinctBy(pair => pair.name, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(pair => pair.name, pair => Of(pair.preset), StringComparer.OrdinalIgnoreCase);

    /// <summary>What publications add to the name of a model without changing its shape.</summary>
    [GeneratedRegex("^Meta-|-Instruct|-Chat|-AWQ|-FP8|-quantized\\.w[0-9]+a[0-9]+", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Addition { get; }

    /// <param name="name">As a publication spells it, a preset, or a shape word.</param>
    /// <returns>Null if the shape is not known, as of models with experts.</returns>
    public static ModelShape? Find(string name)
    {
        if (LlamaShapeWord.TryRead(name) is { } read)
            return Of(read);
        return Known(name) ?? Known(Addition.Replace(name, ""));
    }

    /// <summary>Elements of one layer's matrices.</summary>
    public double LayerElements =>
        (2.0 * Hidden * Heads * HeadSize) + (2.0 * Hidden * KvHeads * HeadSize) + ((GateCount + 1.0) * Hidden * Ffn);

    public double OutputElements => (double)Hidden * Vocabulary;

    /// <summary>Elements of keys and values of one token in all layers.</summary>
    public double CacheElements => 2.0 * Layers * KvHeads * HeadSize;

    private static ModelShape? Known(string name) => OfPresets.GetValueOrDefault(name) ?? Published.GetValueOrDefault(name);

    private static ModelShape Of(LlamaConfig config) =>
        new(config.LayerCount, config.Hidden, config.HeadCount, config.KvHeadCount, config.Ffn, config.VocabularySize, config.HeadSize);
}
