using GpuBench.Measuring.Workloads;

namespace GpuBench.Workloads.Definitions;

/// <summary>The workloads of all engines.</summary>
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
        GenerateDefinition.Instance,
    ];

    private static readonly Dictionary<string, WorkloadDefinition> ByName = All.ToDictionary(definition => definition.Name);

    /// <returns>Null for a workload of a newer version or another program.</returns>
    public static WorkloadDefinition? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The task of the workload whose published figures have this kind; null if no workload has.</summary>
    public static PublishedTask? OfKind(string? kind) =>
        All.Select(definition => definition.Published).FirstOrDefault(task => task is not null && task.Kind == kind);
}
