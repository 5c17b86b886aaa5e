namespace GpuBench.Publications.Projecting.Laws;

/// <summary>Engines of language models that start their kernels in one way, and so reach a like share of the device.</summary>
internal enum EngineClass
{
    /// <summary>A Python loop starts each kernel. A step is mostly the host's time.</summary>
    Eager,

    /// <summary>A recorded graph, or a program in C++.</summary>
    Graph,

    /// <summary>A server that schedules requests.</summary>
    Serving,
}

internal static class EngineClasses
{
    private static readonly Dictionary<string, EngineClass> ByEngine = new()
    {
        ["transformers"] = EngineClass.Eager,
        ["mindformers"] = EngineClass.Eager,
        ["gpt-fast"] = EngineClass.Graph,
        ["torchao"] = EngineClass.Graph,
        ["tensorrt-llm"] = EngineClass.Graph,
        ["lmdeploy"] = EngineClass.Graph,
        ["lmdeploy-turbomind"] = EngineClass.Graph,
        ["fastertransformer"] = EngineClass.Graph,
        ["mindspore-lite"] = EngineClass.Graph,
        ["ascend-rs (own kernels)"] = EngineClass.Graph,
        ["vllm"] = EngineClass.Serving,
        ["sglang"] = EngineClass.Serving,
        ["vllm-ascend"] = EngineClass.Serving,
    };

    /// <param name="program">Engine with version.</param>
    /// <returns>Null for an engine that no law knows.</returns>
    public static (string Name, EngineClass Class)? Find(string? program)
    {
        if (program is null)
            return null;
        foreach (var (name, found) in ByEngine)
            if (program == name || program.StartsWith($"{name} ", StringComparison.Ordinal))
                return (name, found);
        return null;
    }

    public static string Words(EngineClass engine) => engine switch
    {
        EngineClass.Eager => "an eager engine",
        EngineClass.Graph => "an engine of graphs or C++",
        _ => "a serving engine",
    };
}
