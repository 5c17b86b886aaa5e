using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Definitions;

/// <summary>Every workload, whichever engine runs it.</summary>
public static class WorkloadDefinitions
{
    public static IReadOnlyList<WorkloadDefinition> All { get; } =
    [
        PeakDefinition.Instance,
        StreamDefinition.Instance,
        LinkDefinition.Instance,
        MatMulDefinition.Instance,
        AttentionDefinition.Instance,
        PrefillDefinition.Instance,
        DecodeDefinition.Instance,
    ];

    /// <returns>What is wrong with a point of a file; null: nothing, or the workload is not known.</returns>
    public static string? FaultOf(string workload, Point point) =>
        All.FirstOrDefault(definition => definition.Name == workload)?.FaultOf(point);
}
