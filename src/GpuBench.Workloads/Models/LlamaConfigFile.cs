using System.Globalization;
using System.Text.Json;
using GpuBench.Measuring;

namespace GpuBench.Workloads.Models;

/// <summary>
/// Reads a model's <c>config.json</c> as Hugging Face's transformers writes it, for the decoders of <see cref="LlamaFamily"/>, with the
/// names and defaults of their configuration classes. Scaled rotations are ignored, because they change angles but not work. A field
/// that means other work is refused.
/// </summary>
public static class LlamaConfigFile
{
    /// <summary>Chosen: published files have some kilobytes, or some hundred with a list of quantised modules.</summary>
    private const long MaxBytes = 1L << 24;

    private const string UseAnother = "use the config.json of another model";

    /// <summary>The name of a model in results: a preset's name, or a shape word.</summary>
    /// <param name="model">A preset, a shape word, or the path of a <c>.json</c> file.</param>
    /// <exception cref="UserError">Exit code 2: none of these. 4: the file is missing, broken or of another kind of model.</exception>
    public static string NameOf(string model)
    {
        var config = model.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? Read(model) : LlamaConfig.Find(model);
        return LlamaConfig.All.FirstOrDefault(preset => preset with { Name = config.Name } == config)?.Name ?? config.Name;
    }

    /// <exception cref="UserError">Exit code 4.</exception>
    public static LlamaConfig Read(string path)
    {
        var text = InputFile.ReadAllBytes(path, MaxBytes);
        try
        {
            using var document = JsonText.Document(text, lenient: true);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(new ConfigFields(document.RootElement, path))
                : throw UserError.BadInput($"{path}: not a model's config.json: the outermost value must be an object");
        }
        catch (JsonFault fault)
        {
            throw UserError.BadInput($"{path}: {fault.Message}", fault);
        }
    }

    private static LlamaConfig Read(ConfigFields fields)
    {
        var family = FamilyOf(fields);
        RefuseOtherWork(fields, family);
        var hasQkvBias = HasQkvBias(fields, family);
        var (hidden, heads) = (fields.Size("hidden_size"), fields.Size("num_attention_heads"));
        // A null means one key head for each query head, in every family.
        var defaultKvHeads = fields.States("num_key_value_heads") ? heads : family.KvHeadCount ?? heads;
        var config = new LlamaConfig(
            "", fields.Size("num_hidden_layers"), hidden, heads,
            fields.OptionalSize("num_key_value_heads") ?? defaultKvHeads,
            fields.OptionalSize("head_dim") ?? family.HeadSize ?? Quotient(fields, hidden, heads),
            fields.Size("intermediate_size"), fields.Size("vocab_size"),
            Rotary(fields, "rope_theta") ?? 10_000, (fields.Number("rms_norm_eps") ?? family.NormEpsilon) + 0.0,
            fields.Flag("tie_word_embeddings") ?? false, family.HasHeadNorms)
        {
            HasQkvBias = hasQkvBias,
            HasOutputNorms = family.HasOutputNorms,
        };
        var rotarySize = RotarySize(fields, family, config.HeadSize);
        return LlamaShapeWord.Fault(config, rotarySize) is { } fault
            ? throw UserError.BadInput($"{fields.Path}: {fault}; correct it")
            : LlamaShapeWord.Named(config with { RotarySize = rotarySize });
    }

    private static LlamaFamily FamilyOf(ConfigFields fields)
    {
        var kind = fields.Text("model_type");
        return LlamaFamily.All.FirstOrDefault(family => family.ModelType == kind)
            ?? throw UserError.BadInput(
                $"{fields.Path}: model_type is {fields.Shown("model_type")}; use a model of one of "
                + string.Join(", ", LlamaFamily.All.Select(family => family.ModelType)));
    }

    private static void RefuseOtherWork(ConfigFields fields, LlamaFamily family)
    {
        foreach (var bias in new[] { "mlp_bias", "linear_bias" })
        {
            if (fields.Flag(bias) == true)
                throw fields.OtherWork(bias, UseAnother);
        }
        foreach (var experts in new[] { "num_experts", "num_local_experts", "n_routed_experts" })
        {
            if (fields.Find(experts) is { } count && !(count.ValueKind == JsonValueKind.Number && count.GetDouble() == 0))
                throw fields.OtherWork(experts, "use the config.json of a dense model");
        }
        if (fields.Text("hidden_act") is not (null or "silu"))
            throw fields.OtherWork("hidden_act", UseAnother);
        if (fields.Find("quantization_config") is not null)
        {
            throw fields.OtherWork(
                "quantization_config",
                "use the config.json of the unquantised model, or remove the field to measure the shape in the types of --axis dtype");
        }
        RefuseWindow(fields, family);
    }

    /// <summary>
    /// A window as long as context and steps would not change the work, but the lengths of a run are not known here, and a shape in
    /// results must not depend on them.
    /// </summary>
    private static void RefuseWindow(ConfigFields fields, LlamaFamily family)
    {
        const string Remedy = "here every token attends to all before it. If no run is longer than the window, "
            + "the work is the same: set sliding_window to null in a copy of the file";
        if (fields.Find("layer_types") is { } types && !(types.ValueKind == JsonValueKind.Array && types.EnumerateArray().All(IsFull)))
            throw fields.OtherWork("layer_types", "only full_attention is supported: use the config.json of another model");
        if (family.HasWindowSwitch && fields.Flag("use_sliding_window") != true)
            return;
        if (fields.OptionalSize("sliding_window") is not null)
            throw fields.OtherWork("sliding_window", Remedy);
        if (family.SlidingWindow is { } window && !fields.States("sliding_window"))
            throw UserError.BadInput($"{fields.Path}: sliding_window is missing, which means {window} in {family.ModelType}; {Remedy}");

        static bool IsFull(JsonElement type) => type.ValueKind == JsonValueKind.String && type.ValueEquals("full_attention");
    }

    private static bool HasQkvBias(ConfigFields fields, LlamaFamily family) => family.Biases switch
    {
        AttentionBiases.Always => true,
        AttentionBiases.IfStated => fields.Flag("attention_bias") ?? throw UserError.BadInput(
            $"{fields.Path}: attention_bias is missing, and its default depends on the version of transformers; add true or false"),
        _ => fields.Flag("attention_bias") == true ? throw fields.OtherWork("attention_bias", UseAnother) : false,
    };

    private static int RotarySize(ConfigFields fields, LlamaFamily family, int headSize)
    {
        var share = Rotary(fields, "partial_rotary_factor") ?? family.RotaryShare;
        if (share is not (> 0 and <= 1))
        {
            throw UserError.BadInput(string.Create(
                CultureInfo.InvariantCulture,
                $"{fields.Path}: partial_rotary_factor is {share}, not a number above 0 and up to 1; correct it"));
        }
        return share == 1 || family.RotaryShare < 1
            ? (int)(headSize * share)
            : throw fields.OtherWork("partial_rotary_factor", $"{family.ModelType} rotates whole heads: correct it");
    }

    /// <summary>Newer files have it one level deeper.</summary>
    private static double? Rotary(ConfigFields fields, string name) =>
        fields.Number(name) ?? fields.Inner("rope_parameters")?.Number(name);

    private static int Quotient(ConfigFields fields, int hidden, int heads) => hidden % heads == 0
        ? hidden / heads
        : throw UserError.BadInput($"{fields.Path}: hidden_size {hidden} is no multiple of num_attention_heads {heads}; add head_dim");
}
