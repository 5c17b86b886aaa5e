using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Tests.Simulation;

/// <summary>A workload of the product with its own cases and refusals, prepared on a <see cref="SimulatedGpu"/>.</summary>
internal sealed class SimulatedWorkload(IWorkload inner) : IWorkload
{
    public WorkloadDefinition Definition => inner.Definition;

    public string Engine => inner.Engine;

    public bool RecordsLaunches => inner.RecordsLaunches;

    public bool Offers(DeviceInfo device, NumericTriple dtype) => inner.Offers(device, dtype);

    public IEnumerable<Case> Cases(Suite suite, DeviceInfo device) => inner.Cases(suite, device);

    public Refusal? Refuse(DeviceInfo device, Trial trial) => inner.Refuse(device, trial);

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed) => ((SimulatedGpu.Opened)device).Prepare(Definition, trial);
}
