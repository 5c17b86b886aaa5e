using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Models;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Shapes;
using Place = TorchSharp.torch.Device;

namespace GpuBench.Torch.Workloads;

/// <summary>A whole model. Only TorchSharp can run it.</summary>
public abstract class TorchModelWorkload : IWorkload
{
    private protected TorchModelWorkload()
    {
    }

    public abstract WorkloadDefinition Definition { get; }

    public string Engine => TorchEngines.TorchSharp;

    public bool Offers(DeviceInfo device, NumericTriple dtype) => ModelStorage.Has(dtype.Input);

    public Refusal? Refuse(DeviceInfo device, Trial trial) => TorchTypes.RefuseModel(device, trial);

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed)
    {
        var opened = (ITorchDevice)device;
        return Prepare(trial, ((TorchSharpTensors)opened.Tensors).Place, seed, opened.PeakMemory, opened.HostData);
    }

    private protected abstract IPreparedTrial Prepare(Trial trial, Place place, ulong seed, IPeakMemory memory, HostDataCache kept);
}

/// <summary>One forward pass over all prompts.</summary>
public sealed class TorchPrefillWorkload : TorchModelWorkload
{
    public override WorkloadDefinition Definition => PrefillDefinition.Instance;

    private protected override IPreparedTrial Prepare(Trial trial, Place place, ulong seed, IPeakMemory memory, HostDataCache kept) =>
        new PrefillTrial(PrefillShape.From(trial.Point), trial.DType!.Value.Input, place, seed, memory, kept);
}

/// <summary>One greedy step of all sequences.</summary>
public sealed class TorchDecodeWorkload : TorchModelWorkload
{
    public override WorkloadDefinition Definition => DecodeDefinition.Instance;

    private protected override IPreparedTrial Prepare(Trial trial, Place place, ulong seed, IPeakMemory memory, HostDataCache kept) =>
        new DecodeTrial(DecodeShape.From(trial.Point), trial.DType!.Value.Input, place, seed, memory, kept);
}
