namespace GpuBench.Workloads.Models;

/// <summary>Published models that have the shape of a preset. Their steps do the same work, whatever their weights are.</summary>
public static class PublishedModels
{
    /// <summary>By the name of the preset (<see cref="LlamaConfig.All"/>), as publications spell them.</summary>
    private static readonly Dictionary<string, string[]> ByPreset = new()
    {
        ["tinyllama-1.1b"] = ["TinyLlama-1.1B"],
        ["llama2-7b"] = ["Llama-2-7B", "Llama-2-7B-chat", "LLaMA-7B"],
        ["llama3-8b"] =
        [
            "Llama-3-8B", "Llama-3-8B-Instruct", "Llama-3.1-8B", "Llama-3.1-8B-Instruct", "Meta-Llama-3-8B", "Meta-Llama-3-8B-Instruct",
            "Meta-Llama-3.1-8B", "Meta-Llama-3.1-8B-Instruct",
        ],
        ["qwen3-0.6b"] = ["Qwen3-0.6B"],
        ["qwen3-1.7b"] = ["Qwen3-1.7B"],
        ["qwen3-4b"] = ["Qwen3-4B"],
        ["qwen3-8b"] = ["Qwen3-8B"],
        ["qwen3-14b"] = ["Qwen3-14B"],
        ["qwen3-32b"] = ["Qwen3-32B"],
    };

    /// <returns>Empty for a shape of our own.</returns>
    public static IReadOnlyList<string> Of(string preset) => ByPreset.GetValueOrDefault(preset) ?? [];
}
