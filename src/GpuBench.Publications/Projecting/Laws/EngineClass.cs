using System.Text.RegularExpressions;

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

internal static partial class EngineClasses
{
    private static readonly Dictionary<string, EngineClass> ByEngine = new()
    {
        ["transformers"] = EngineClass.Eager,
        ["mindformers"] = EngineClass.Eager,
        // Its figures are from runs without graphs: 0.8 to 0.9 ms a layer whatever the model's width.
        ["vllm-ascend"] = EngineClass.Eager,
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

    /// <summary>vLLM before 0.8 prepared each step in Python while the device waited. Later servers do it meanwhile.</summary>
    public static bool SchedulesInTurns(string? program) => program is not null && OldServer.IsMatch(program);

    [GeneratedRegex(@"^vllm 0\.[0-7]\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OldServer { get; }

    public static string Words(EngineClass engine) => engine switch
    {
        EngineClass.Eager => "an eager engine",
        EngineClass.Graph => "an engine of graphs or C++",
        _ => "a serving engine",
    };
}
