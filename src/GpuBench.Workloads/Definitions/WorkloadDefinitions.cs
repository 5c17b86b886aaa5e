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
}
