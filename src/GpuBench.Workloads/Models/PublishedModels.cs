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
    };

    /// <returns>Empty for a shape of our own.</returns>
    public static IReadOnlyList<string> Of(string preset) => ByPreset.GetValueOrDefault(preset) ?? [];
}
