using GpuBench.Ilgpu.Devices;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>Copies between host and device, and between two CUDA devices.</summary>
public sealed class LinkWorkload : IWorkload
{
    public WorkloadDefinition Definition => LinkDefinition.Instance;

    public string Engine => IlgpuEngine.Name;

    public bool Offers(DeviceInfo device, NumericTriple dtype) => false;

    public Refusal? Refuse(DeviceInfo device, Trial trial) => trial.Point.Word("memory") switch
    {
        "pinned" when !device.Can("pinned") =>
            Refusal.Unsupported($"link: ILGPU has no pinned host memory on {device.Backend.Text()}; use --axis memory=pageable"),
        "device" when !device.Can("peer") =>
            Refusal.Unsupported($"link: there is no second {device.Backend.Text()} device to copy to from {device.Id}"),
        _ => AllocationRule.Refuse(device, trial, "the buffer", trial.Point["bytes"].Number),
    };

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed)
    {
        var opened = (IlgpuDevice)device;
        var wordCount = trial.Point["bytes"].Number / 4;
        return (trial.Point.Word("direction"), trial.Point.Word("memory")) switch
        {
            ("d2d", _) => PeerCopy.Prepare(opened, wordCount, seed),
            (var direction, "pinned") => PinnedCopy.Prepare(opened, wordCount, seed, toDevice: direction == "h2d"),
            var (direction, _) => PageableCopy.Prepare(opened, wordCount, seed, toDevice: direction == "h2d"),
        };
    }
}
