using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Oracles;

namespace GpuBench.Workloads.Definitions;

/// <summary>What prefill and decode share.</summary>
internal static class ModelTypes
{
    /// <summary>Storage types of weights, cache and activations; sums are fp32.</summary>
    public static readonly IReadOnlyDictionary<string, NumericTriple> All = new Dictionary<string, NumericTriple>()
    {
        ["fp32"] = CommonConditions.FloatTypes["fp32"],
        ["bf16"] = CommonConditions.FloatTypes["bf16"],
    };

    /// <summary>
    /// One forward pass, then the host waits: what a user waits for. Over the same weights every time, as inference does; larger
    /// models than the cache are read from memory anyway.
    /// </summary>
    public static readonly Conditions OnePass = new(CachePolicy.Warm, Regime.Burst, LaunchMode.Single);

    public const string UnpublishedReason =
        "a model of random weights, run call by call: published token rates are of trained models in serving stacks, another task";

    public static Axis ModelAxis { get; } = Axis.OfOpenWords(
        "model", "shape of the decoder: a name, or the path of a model's config.json",
        [.. LlamaConfig.All.Select(config => config.Name)], LlamaConfigFile.NameOf);

    /// <summary>The oracle judges two tokens at least.</summary>
    public static HostWork HostWork(LlamaConfig model) =>
        new(WeightBlock.Period, model.VocabularySize, 4.0 * WeightBlock.Period, 8.0 * model.VocabularySize)
        {
            OracleOperations = Math.Max(LlamaOracle.AffordableMultiplyAdds, 2 * model.LayerCount * model.LayerMatrixElements),
        };

    public static LlamaWork Work(LlamaConfig model, NumericTriple? dtype) => new(model, Packed.BytesOf(dtype!.Value.Input));
}
