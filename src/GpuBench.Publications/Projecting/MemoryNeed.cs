using GpuBench.Publications.Normalising.Rules;
using GpuBench.Publications.Projecting.Laws;
using GpuBench.Publications.Projecting.Products;

namespace GpuBench.Publications.Projecting;

/// <summary>The bytes that a task keeps in memory. A product with fewer bytes cannot do the task.</summary>
internal static class MemoryNeed
{
    private const double HalfBytes = 2;

    /// <returns>The arithmetic, e.g. <c>needs 141.2 GB of 80 GB: …</c>; null if the task fits, or one side is not known.</returns>
    public static string? Refusal(Observation observation, ProjectedTask task, ProductSheet product)
    {
        var devices = task is ModelTask { Devices: > 1 } shared ? shared.Devices : 1;
        if (product.Memory is not { } memory || Parts(observation, task) is not { Count: > 0 } parts)
            return null;
        var needed = parts.Sum(part => part.Bytes);
        if (needed <= memory * devices)
            return null;
        var has = devices == 1 ? Gigabytes(memory) : FormattableString.Invariant($"{devices} × {Gigabytes(memory)}");
        var list = parts.Count == 1 ? parts[0].Name : string.Join(", ", parts.Select(part => $"{part.Name} {Gigabytes(part.Bytes)}"));
        return $"needs {Gigabytes(needed)} of {has}: {list}";
    }

    private static IReadOnlyList<(string Name, double Bytes)> Parts(Observation observation, ProjectedTask task) => task switch
    {
        ModelTask model => [("weights", Weights(model)), ("keys and values", KeysAndValues(model))],
        MatMulTask product => [("operands", product.Bytes)],
        AttentionTask attention when observation.Number("b") is { } batch && observation.Number("hkv") is { } heads =>
            [("operands", Operands(attention, batch * heads))],
        StreamTask when observation.Number("arrayBytes") is { } array => [("arrays", array * ArraysOf(observation.Word("op")))],
        StreamTask when observation.Number("bytes") is { } bytes => [("arrays", bytes)],
        _ => [],
    };

    /// <summary>All layers, the output matrix, and the embedding, which large models have apart from the output.</summary>
    private static double Weights(ModelTask task) => task.StepWeightBytes + (task.Shape.OutputElements * HalfBytes);

    /// <summary>At the end of the task, when the sequences are longest.</summary>
    private static double KeysAndValues(ModelTask task)
    {
        var tokens = task.Phase switch
        {
            ModelPhase.Prefill => task.Prompt,
            ModelPhase.Decode => task.Context + (task.Generated / 2),
            _ => task.Prompt + task.Generated,
        };
        return task.CopiesOfCache * task.Batch * tokens * task.Shape.CacheElements * task.CacheElementBytes;
    }

    private static double Operands(AttentionTask task, double keyHeads) => (task.IsEight ? 1 : HalfBytes)
        * 2 * task.D * ((task.Heads * task.T) + (keyHeads * task.S));

    private static int ArraysOf(string? operation) => operation switch
    {
        "copy" or "scale" or "mul" or "dot" => 2,
        "add" or "triad" => 3,
        _ => 1,
    };

    private static string Gigabytes(double bytes) => FormattableString.Invariant($"{bytes / 1e9:0.#} GB");
}
