using System.Collections.Frozen;
using System.Text.Json;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Publications.Figures;

/// <summary>
/// Selects the fields of a workload that define the task. The other fields state the implementation or the outcome, and do not
/// distinguish tasks. A field in neither list belongs to the task, so an unknown field prevents a ratio.
/// </summary>
public static class WorkloadTask
{
    /// <summary>Fields of the implementation.</summary>
    private static readonly FrozenSet<string> Implementation =
        ["program", "kernel", "data", "engineVersion", "engineDate", "engineOptions", "backend", "submitter", "system"];

    /// <summary>Fields of the outcome, or remarks.</summary>
    private static readonly FrozenSet<string> Outcome =
    [
        "bytesCounted", "cardsAveraged", "inputTokensTotal", "outputTokensTotal", "achievedRequestsPerSecond", "ttftMs", "tpotMs",
        "latencyMs", "memoryUsedGb", "mfuPercent", "weightBytes", "timeUs", "algbwGBps", "rdmaGBps", "bidirectionalGBps", "against",
        "text",
    ];

    /// <returns>Task fields in ordinal order, without <c>kind</c> and without fields at their default.</returns>
    public static SortedDictionary<string, string> FieldsOf(IReadOnlyDictionary<string, JsonElement> workload)
    {
        var task = WorkloadDefinitions.OfKind(workload.TryGetValue("kind", out var word) ? word.ToString() : "");
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, element) in workload)
        {
            var value = element.ToString();
            if (name != "kind" && IsTask(task, name) && task?.Defaults.GetValueOrDefault(name) != value)
                fields[name] = element.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.ToLowerInvariant() : value;
        }
        return fields;
    }

    /// <summary>For a served model, <c>engine</c> names a program: two servers of one model do one task.</summary>
    private static bool IsTask(PublishedTask? task, string field) => field == "engine"
        ? task is { EngineIsTask: true }
        : !Implementation.Contains(field) && !Outcome.Contains(field);
}
