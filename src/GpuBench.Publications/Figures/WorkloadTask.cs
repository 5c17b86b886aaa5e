using System.Collections.Frozen;
using System.Text.Json;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Publications.Figures;

/// <summary>
/// Which fields of a workload say what was to be done. The others say who did it, or what came out, and do not part two
/// figures. A field that is listed nowhere belongs to the task: a new one parts figures until somebody says otherwise.
/// </summary>
public static class WorkloadTask
{
    /// <summary>Whose implementation it was.</summary>
    private static readonly FrozenSet<string> Implementation =
        ["program", "kernel", "data", "engineVersion", "engineDate", "engineOptions", "backend", "submitter", "system"];

    /// <summary>Measured beside the value, or said about it.</summary>
    private static readonly FrozenSet<string> Outcome =
    [
        "bytesCounted", "cardsAveraged", "inputTokensTotal", "outputTokensTotal", "achievedRequestsPerSecond", "ttftMs", "tpotMs",
        "mfuPercent", "weightBytes", "against", "text",
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

    /// <summary>Two servers of one model are one task done twice.</summary>
    private static bool IsTask(PublishedTask? task, string field) => field == "engine"
        ? task is { EngineIsTask: true }
        : !Implementation.Contains(field) && !Outcome.Contains(field);
}
