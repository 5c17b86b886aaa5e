using System.Text.Json;
using GpuBench.Measuring;

namespace GpuBench.Workloads.Models;

/// <summary>
/// Reads a model's <c>config.json</c> as Hugging Face's transformers writes it, for Llama-shaped decoders, with the names and
/// defaults of its LlamaConfig, MistralConfig and Qwen3Config. Scaled rotations are ignored, because they change angles but not work.
/// </summary>
public static class LlamaConfigFile
{
    private const string Qwen3 = "qwen3";

    private static readonly string[] LlamaShaped = ["llama", "mistral", Qwen3];

    /// <summary>The name of a model in results: a preset's name, or a shape word.</summary>
    /// <param name="model">A preset, a shape word, or the path of a <c>.json</c> file.</param>
    /// <exception cref="UserError">Exit code 2: none of these. 4: the file is missing, broken or of another kind of model.</exception>
    public static string NameOf(string model)
    {
        if (!model.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return LlamaConfig.Find(model).Name;
        var config = Read(model);
        return LlamaConfig.All.FirstOrDefault(preset => preset with { Name = config.Name } == config)?.Name ?? config.Name;
    }

    /// <exception cref="UserError">Exit code 4.</exception>
    public static LlamaConfig Read(string path)
    {
        var text = InputFile.ReadAllBytes(path);
        try
        {
            using var document = JsonText.Document(text, lenient: true);
            return Read(document.RootElement, path);
        }
        catch (JsonFault fault)
        {
            throw UserError.BadInput($"{path}: {fault.Message}", fault);
        }
    }

    private static LlamaConfig Read(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw UserError.BadInput($"{path}: not a model's config.json: the outermost value must be an object");
        var kind = KindOf(root, path);
        RefuseOtherWork(root, path);
        var fields = new Fields(root, path);
        var (hidden, heads) = (fields.Required("hidden_size"), fields.Required("num_attention_heads"));
        var config = new LlamaConfig(
            "", fields.Required("num_hidden_layers"), hidden, heads,
            fields.Optional("num_key_value_heads") ?? heads,
            fields.Optional("head_dim") ?? (kind == Qwen3 ? 128 : hidden / Math.Max(heads, 1)),
            fields.Required("intermediate_size"), fields.Required("vocab_size"),
            fields.Theta, (fields.Number("rms_norm_eps") ?? 1e-6) + 0.0, fields.Flag("tie_word_embeddings"),
            HasHeadNorms: kind == Qwen3);
        if (LlamaShapeWord.Fault(config) is { } fault)
            throw UserError.BadInput($"{path}: {fault}");
        return config with { Name = LlamaShapeWord.Write(config) };
    }

    /// <summary>Another kind of model does other work; to measure it as Llama would be silently wrong.</summary>
    private static string KindOf(JsonElement root, string path)
    {
        var kind = root.TryGetProperty("model_type", out var type) ? type.ToString() : "not stated";
        return LlamaShaped.Contains(kind)
            ? kind
            : throw UserError.BadInput($"{path}: model_type is {kind}; supported are {string.Join(", ", LlamaShaped)}");
    }

    private static void RefuseOtherWork(JsonElement root, string path)
    {
        // Files of Qwen state the length of a window that they do not use.
        var hasNoWindow = root.TryGetProperty("use_sliding_window", out var use) && use.ValueKind == JsonValueKind.False;
        foreach (var field in new[] { "attention_bias", "mlp_bias", "sliding_window", "num_local_experts" })
        {
            if (field == "sliding_window" && hasNoWindow)
                continue;
            if (root.TryGetProperty(field, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
                throw UserError.BadInput($"{path}: {field} is {value}, which the decoder here does not compute; use another model");
        }
    }

    private readonly record struct Fields(JsonElement Root, string Path)
    {
        /// <summary>Newer files have it one level deeper.</summary>
        public double Theta => Number("rope_theta")
            ?? (Root.TryGetProperty("rope_parameters", out var rope) && rope.ValueKind == JsonValueKind.Object
                ? new Fields(rope, Path).Number("rope_theta")
                : null)
            ?? 10_000;

        public int Required(string name) => Optional(name) ?? throw UserError.BadInput($"{Path}: {name} is missing");

        public int? Optional(string name)
        {
            if (Find(name) is not { } value)
                return null;
            return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
                ? number
                : throw UserError.BadInput($"{Path}: {name} is {value}, not a whole number");
        }

        public double? Number(string name)
        {
            if (Find(name) is not { } value)
                return null;
            return value.ValueKind == JsonValueKind.Number
                ? value.GetDouble()
                : throw UserError.BadInput($"{Path}: {name} is {value}, not a number");
        }

        public bool Flag(string name) => Find(name) is { ValueKind: JsonValueKind.True };

        private JsonElement? Find(string name) =>
            Root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
