using System.Text.Json.Nodes;
using GpuBench.Workloads.Models;

namespace GpuBench.Benchmarks.Checkpoints;

/// <summary>A small decoder of each architecture, and what transformers' class of it expects.</summary>
/// <param name="ModelType">The field <c>model_type</c> of config.json.</param>
/// <param name="Architecture">The class of transformers.</param>
/// <param name="RotatesHalves">
/// Whether the class rotates elements i and i + D/2 of a head together. Otherwise it rotates 2i and 2i + 1, as our decoder does.
/// </param>
/// <param name="JoinsGateAndUp">Whether the feed-forward part's two inputs are one matrix.</param>
internal sealed record CheckpointFamily(
    string ModelType, string Architecture, LlamaConfig Config, bool RotatesHalves = true, bool JoinsGateAndUp = false)
{
    public static IReadOnlyList<CheckpointFamily> All { get; } =
    [
        new("llama", "LlamaForCausalLM", Tiny("llama")),
        new("qwen2", "Qwen2ForCausalLM", Tiny("qwen2") with { HasQkvBias = true }),
        new("qwen3", "Qwen3ForCausalLM", Tiny("qwen3") with { HeadSize = 32, HasHeadNorms = true }),
        new("glm4", "Glm4ForCausalLM", Tiny("glm4") with { HasQkvBias = true, RotarySize = 8, HasOutputNorms = true },
            RotatesHalves: false, JoinsGateAndUp: true),
        new("mistral", "MistralForCausalLM", Tiny("mistral") with { RopeTheta = 1_000_000 }),
    ];

    /// <summary>config.json, with the fields of versions 4 and 5 of transformers.</summary>
    public JsonObject ConfigJson()
    {
        var rotaryShare = (double)Config.RotarySize / Config.HeadSize;
        var rotation = new JsonObject { ["rope_type"] = "default", ["rope_theta"] = Config.RopeTheta };
        var json = new JsonObject
        {
            ["architectures"] = new JsonArray(Architecture),
            ["model_type"] = ModelType,
            ["hidden_size"] = Config.Hidden,
            ["intermediate_size"] = Config.Ffn,
            ["num_hidden_layers"] = Config.LayerCount,
            ["num_attention_heads"] = Config.HeadCount,
            ["num_key_value_heads"] = Config.KvHeadCount,
            ["head_dim"] = Config.HeadSize,
            ["vocab_size"] = Config.VocabularySize,
            ["max_position_embeddings"] = 64,
            ["rms_norm_eps"] = Config.NormEpsilon,
            ["rope_theta"] = Config.RopeTheta,
            ["rope_parameters"] = rotation,
            ["hidden_act"] = "silu",
            ["attention_bias"] = ModelType == "glm4",
            ["tie_word_embeddings"] = Config.IsTied,
            ["sliding_window"] = null,
            ["use_sliding_window"] = false,
            // The default of GLM-4 is a token beyond this vocabulary.
            ["pad_token_id"] = null,
            ["torch_dtype"] = "float32",
        };
        if (rotaryShare < 1)
        {
            json["partial_rotary_factor"] = rotaryShare;
            rotation["partial_rotary_factor"] = rotaryShare;
        }
        return json;
    }

    private static LlamaConfig Tiny(string name) => new(name, 2, 64, 4, 2, 16, 96, 320, 10_000, 1e-5, IsTied: false);
}
