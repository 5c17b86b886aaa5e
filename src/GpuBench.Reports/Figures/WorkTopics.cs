using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Reports.Figures;

/// <summary>What the figures of whole models are about. Each is of one topic.</summary>
public static class WorkTopics
{
    private const string MlPerf = "mlperf";

    /// <summary>Starts of the names of MLPerf benchmarks that are language models. Every other benchmark is another model.</summary>
    private static readonly string[] LanguageBenchmarks = ["bert", "deepseek", "gpt", "llama", "mixtral", "qwen"];

    public static bool IsSpeedOfLanguageModel(Observation side) => IsLanguageModel(side) && !IsEnergy(side) && !side.Quantity.IsQuoted;

    public static bool IsEnergyOfLanguageModel(Observation side) => IsLanguageModel(side) && IsEnergy(side);

    public static bool IsOtherModel(Observation side) =>
        (side.Kind is "image" or "video" or "vision" or MlPerf) && !IsLanguageModel(side) && !side.Quantity.IsQuoted;

    private static bool IsEnergy(Observation side) => side.Quantity.Name == "energy-per-token";

    private static bool IsLanguageModel(Observation side) =>
        side.Kind is "llm" or "nlp"
        || (side.Kind == MlPerf && side.Word("benchmark") is { } benchmark
            && LanguageBenchmarks.Any(name => benchmark.StartsWith(name, StringComparison.OrdinalIgnoreCase)));
}
