using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Torch.Workloads;

/// <summary>torch.Tensor.zero_ of one element. libtorch has no empty kernel; this is its smallest launch.</summary>
/// <param name="engine">One of <see cref="TorchEngines"/>.</param>
public sealed class TorchLaunchLatencyWorkload(string engine) : IWorkload
{
    public WorkloadDefinition Definition => LaunchLatencyDefinition.Instance;

    public string Engine => engine;

    public bool Offers(DeviceInfo device, NumericTriple dtype) => true;

    public Refusal? Refuse(DeviceInfo device, Trial trial) => TorchTypes.RefuseCode(device, trial);

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed) => TorchTrial.IntoGiven(
        new("torch.Tensor.zero_", "an operator on one element, so that a check can see the launch"), HardwareUnit.Simt,
        ((ITorchDevice)device).Tensors.Poisoned([1], DType.Fp32, count: 1),
        (_, target) => target.SetToZero(),
        words => new(words.Span[0] == 0 ? 0 : 1, Tolerance: 0, "the one element"),
        operands: [],
        LaunchLatencyDefinition.ClockOf(trial.Point));
}
