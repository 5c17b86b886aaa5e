using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Fuzzing.Corpus;

/// <summary>A workload that can be planned but never runs.</summary>
internal sealed class PlannedWorkload(WorkloadDefinition definition) : IWorkload
{
    public WorkloadDefinition Definition => definition;

    public string Engine => SampleRun.Engine;

    public bool Offers(DeviceInfo device, NumericTriple dtype) => true;

    public IEnumerable<Case> Cases(Suite suite, DeviceInfo device) => definition.Cases(suite, device);

    public Refusal? Refuse(DeviceInfo device, Trial trial) => null;

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed) => throw new NotSupportedException();
}
