namespace GpuBench.Workloads.Models;

/// <summary>Published models that have the shape of a preset. Their steps do the same work, whatever their weights are.</summary>
public static class PublishedModels
{
    /// <summary>By the name of the preset (<see cref="LlamaConfig.All"/>), as publications spell them.</summary>
    private static readonly Dictionary<string, string[]> ByPreset = new()
    {
        ["tinyllama-1.1b"] = ["TinyLlama-1.1B"],
        ["llama2-7b"] = ["Llama-2-7B", "Llama-2-7B-chat", "LLaMA2-7B", "LLaMA-7B"],
        ["llama2-13b"] = ["Llama-2-13B", "Llama-2-13B-chat", "LLaMA2-13B"],
        ["llama3-8b"] =
        [
            "Llama-3-8B", "Llama-3-8B-Instruct", "Llama-3.1-8B", "Llama-3.1-8B-Instruct", "LLaMA3-8B", "Meta-Llama-3-8B",
            "Meta-Llama-3-8B-Instruct", "Meta-Llama-3.1-8B", "Meta-Llama-3.1-8B-Instruct",
        ],
        // Version 0.1 attends to 4096 tokens at most. The figures here have fewer.
        ["mistral-7b"] = ["Mistral-7B"],
        // Qwen2 has models of these two sizes with the same shape, and others that are larger.
        ["qwen2.5-0.5b"] = ["Qwen2.5-0.5B", "Qwen2.5-0.5B-Instruct", "Qwen2-0.5B", "Qwen2-0.5B-Instruct"],
        ["qwen2.5-1.5b"] = ["Qwen2.5-1.5B", "Qwen2.5-1.5B-Instruct"],
        ["qwen2.5-3b"] = ["Qwen2.5-3B", "Qwen2.5-3B-Instruct"],
        ["qwen2.5-7b"] = ["Qwen2.5-7B", "Qwen2.5-7B-Instruct", "Qwen2-7B", "Qwen2-7B-Instruct"],
        ["qwen2.5-14b"] = ["Qwen2.5-14B", "Qwen2.5-14B-Instruct"],
        ["qwen3-0.6b"] = ["Qwen3-0.6B"],
        ["qwen3-1.7b"] = ["Qwen3-1.7B"],
        ["qwen3-4b"] = ["Qwen3-4B"],
        ["qwen3-8b"] = ["Qwen3-8B"],
        ["qwen3-14b"] = ["Qwen3-14B"],
        ["qwen3-32b"] = ["Qwen3-32B"],
        // Not GLM-4-9B-Chat-1M, which has twice the key heads and no norms of outputs.
        ["glm-4-9b"] = ["GLM-4-9B-0414"],
    };

    /// <param name="model">A preset or a shape word. The angles and the epsilon of a shape do not change its work.</param>
    /// <returns>Empty for a shape of our own.</returns>
    public static IReadOnlyList<string> Of(string model) =>
        ByPreset.GetValueOrDefault(model)
        ?? (LlamaShapeWord.TryRead(model) is { } shape && LlamaConfig.All.FirstOrDefault(preset => IsSameWork(preset, shape)) is { } same
            ? ByPreset.GetValueOrDefault(same.Name)
            : null)
        ?? [];

    private static bool IsSameWork(LlamaConfig preset, LlamaConfig shape) =>
        preset == shape with { Name = preset.Name, RopeTheta = preset.RopeTheta, NormEpsilon = preset.NormEpsilon };
}
