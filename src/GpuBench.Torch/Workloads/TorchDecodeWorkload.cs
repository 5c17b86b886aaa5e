using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Models;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Torch.Workloads;

/// <summary>One greedy step of all sequences.</summary>
public sealed class TorchDecodeWorkload : IWorkload
{
    public WorkloadDefinition Definition => DecodeDefinition.Instance;

    public string Engine => TorchEngines.TorchSharp;

    public bool Offers(DeviceInfo device, NumericTriple dtype) => ModelStorage.TypeOf(dtype.Input) is not null;

    public Refusal? Refuse(DeviceInfo device, Trial trial) => TorchTypes.RefuseModel(device, trial);

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed) => new DecodeTrial(
        DecodeShape.From(trial.Point), trial.DType!.Value.Input, TorchSharpTensors.PlaceOf(device), seed, ((ITorchDevice)device).PeakMemory);
}
