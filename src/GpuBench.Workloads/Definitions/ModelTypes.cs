using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Oracles;

namespace GpuBench.Workloads.Definitions;

/// <summary>Types and conditions of prefill and decode.</summary>
internal static class ModelTypes
{
    /// <summary>Storage types of weights, cache and activations; sums are fp32.</summary>
    public static readonly IReadOnlyDictionary<string, NumericTriple> All = new Dictionary<string, NumericTriple>()
    {
        ["fp32"] = CommonConditions.FloatTypes["fp32"],
        ["bf16"] = CommonConditions.FloatTypes["bf16"],
        ["fp16"] = CommonConditions.FloatTypes["fp16"],
    };

    /// <summary>
    /// One forward pass, after which the host waits, as a user does. All passes use the same weights, as in inference. Models larger than
    /// the cache are read from memory anyway.
    /// </summary>
    public static readonly Conditions OnePass = new(CachePolicy.Warm, Regime.Burst, LaunchMode.Single);

    /// <summary>As <see cref="OnePass"/>, replayed from a recording, as serving engines do.</summary>
    public static readonly Conditions OneReplay = OnePass with { Launch = LaunchMode.Graph };

    /// <param name="quantity">The quantity of the rate.</param>
    /// <param name="phase">As published figures name it.</param>
    /// <param name="translate">Writes the lengths of a point to the fields, and which tokens are counted.</param>
    public static PublishedTask Published(string quantity, string phase, Action<IDictionary<string, string>, Point> translate) =>
        new("llm", quantity, (fields, point, _) =>
        {
            fields.Clear();
            fields["model"] = point.Word("model");
            fields["phase"] = phase;
            fields["batch"] = point["b"].ToString();
            translate(fields, point);
        })
        {
            RequiredFields = ["model"],
            KeyFields = ["phase", "batch"],
            Defaults = new Dictionary<string, string> { ["tp"] = "1" },
        };

    public static Axis ModelAxis { get; } = Axis.OfOpenWords(
        "model", "shape of the decoder: a name, or the path of a model's config.json",
        [.. LlamaConfig.All.Select(config => config.Name)], LlamaConfigFile.NameOf);

    /// <summary>The oracle checks at least two tokens.</summary>
    public static HostWork HostWork(LlamaConfig model) =>
        new(WeightBlock.Period, model.VocabularySize, 4.0 * WeightBlock.Period, 8.0 * model.VocabularySize)
        {
            KeptOperations = Math.Max(LlamaOracle.AffordableMultiplyAdds, 2 * model.LayerCount * model.LayerMatrixElements),
        };

    public static LlamaWork Work(LlamaConfig model, NumericTriple? dtype, LayerStorage layers = LayerStorage.Same) =>
        new(model, Packed.BytesOf(dtype!.Value.Input), layers);
}
