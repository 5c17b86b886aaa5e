using GpuBench.Measuring.Workloads;

namespace GpuBench.Workloads.Definitions;

/// <summary>Every workload, whichever engine runs it.</summary>
public static class WorkloadDefinitions
{
    public static IReadOnlyList<WorkloadDefinition> All { get; } =
    [
        PeakDefinition.Instance,
        StreamDefinition.Instance,
        LinkDefinition.Instance,
        LaunchLatencyDefinition.Instance,
        TransposeDefinition.Instance,
        MatMulDefinition.Instance,
        AttentionDefinition.Instance,
        PrefillDefinition.Instance,
        DecodeDefinition.Instance,
    ];

    /// <returns>Null: a newer version's, or somebody else's.</returns>
    public static WorkloadDefinition? Find(string name) => All.FirstOrDefault(definition => definition.Name == name);

    /// <summary>Of the workload whose figures have this kind; null where we measure nothing of the kind.</summary>
    public static PublishedTask? OfKind(string? kind) =>
        All.Select(definition => definition.Published).FirstOrDefault(task => task is not null && task.Kind == kind);
}
