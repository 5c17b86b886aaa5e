using System.Diagnostics;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Torch.Workloads;

namespace GpuBench.Faults;

/// <summary>A workload whose launches fail.</summary>
internal sealed class FaultyWorkload(IWorkload inner, FaultKind kind) : IWorkload
{
    public WorkloadDefinition Definition => inner.Definition;

    public string Engine => inner.Engine;

    public bool RecordsLaunches => inner.RecordsLaunches;

    public bool Offers(DeviceInfo device, NumericTriple dtype) => inner.Offers(device, dtype);

    public IEnumerable<Case> Cases(Suite suite, DeviceInfo device) => inner.Cases(suite, device);

    public Refusal? Refuse(DeviceInfo device, Trial trial) => inner.Refuse(device, trial);

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed) =>
        new FaultyTrial(inner.Prepare(device, trial, seed), device, kind);

    private sealed class FaultyTrial(IPreparedTrial inner, IDevice device, FaultKind kind) : IPreparedTrial
    {
        public KernelChoice Kernel => inner.Kernel;

        public HardwareUnit Unit => inner.Unit;

        public int SetCount => inner.SetCount;

        public long? PeakMemoryBytes => inner.PeakMemoryBytes;

        public int CycleLength => inner.CycleLength;

        public int? KernelsPerLaunch => inner.KernelsPerLaunch;

        public void Launch(int index)
        {
            switch (kind)
            {
                case FaultKind.Abort:
                    Environment.FailFast("injected abort");
                    break;
                case FaultKind.Hang:
                    Thread.Sleep(Timeout.Infinite);
                    break;
                case FaultKind.Throw:
                    throw new InvalidOperationException("injected fault");
                case FaultKind.Kill:
                    Process.GetCurrentProcess().Kill();
                    break;
                case FaultKind.Shape:
                    LibTorchFaults.ShapeError(device);
                    break;
                case FaultKind.ShapeAbort:
                    LibTorchFaults.ShapeAbort();
                    break;
                case FaultKind.OutOfMemory:
                    LibTorchFaults.OutOfMemory(device);
                    break;
                case FaultKind.Idle:
                    break;
                default:
                    throw new InvalidOperationException($"unknown kind of fault: {kind}");
            }
        }

        public CheckResult Check(int index) => inner.Check(index);

        public void Dispose() => inner.Dispose();
    }
}
