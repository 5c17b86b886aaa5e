using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Tests.Fakes;

/// <summary>A workload without bf16. It prepares a trial with the given function.</summary>
internal sealed class FakeWorkload(Func<Trial, IPreparedTrial>? prepare = null, string name = "fake") : IWorkload
{
    public WorkloadDefinition Definition { get; } = new FakeDefinition(name);

    public string Engine => "fake";

    public bool Offers(DeviceInfo device, NumericTriple dtype) => dtype.Input != DType.Bf16;

    public Refusal? Refuse(DeviceInfo device, Trial trial) =>
        trial.DType?.Input == DType.Bf16 ? Refusal.Unsupported("no bf16 here") : null;

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed) => prepare?.Invoke(trial) ?? new FakeTrial();
}
