using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Models;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Torch.Workloads;

/// <summary>One forward pass over all prompts.</summary>
public sealed class TorchPrefillWorkload : IWorkload
{
    public WorkloadDefinition Definition => PrefillDefinition.Instance;

    public string Engine => TorchEngines.TorchSharp;

    public bool Offers(DeviceInfo device, NumericTriple dtype) => ModelStorage.TypeOf(dtype.Input) is not null;

    public Refusal? Refuse(DeviceInfo device, Trial trial) => TorchTypes.RefuseModel(device, trial);

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed) => new PrefillTrial(
        PrefillShape.From(trial.Point), trial.DType!.Value.Input, TorchSharpTensors.PlaceOf(device), seed, ((ITorchDevice)device).PeakMemory);
}
