using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Models;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Torch.Workloads;

/// <summary>A whole model.</summary>
public abstract class TorchModelWorkload : IWorkload
{
    private protected TorchModelWorkload(string engine) => Engine = engine;

    public abstract WorkloadDefinition Definition { get; }

    public virtual bool RecordsLaunches => false;

    public string Engine { get; }

    public bool Offers(DeviceInfo device, NumericTriple dtype) =>
        ModelStorage.Has(dtype.Input) && TorchTypes.RefuseModelType(device, dtype) is null;

    /// <summary>Devices without bf16 measure the published models in fp16, the other type of 16 bits.</summary>
    public IEnumerable<Case> Cases(Suite suite, DeviceInfo device) => Definition.Cases(suite, device)
        .Select(c => c.DType is { Input: DType.Bf16 } bf16 && !Offers(device, bf16) ? c with { DType = Definition.DTypes["fp16"] } : c)
        .Where(c => Offers(device, c.DType!.Value))
        .Distinct();

    public virtual Refusal? Refuse(DeviceInfo device, Trial trial) => TorchTypes.RefuseModel(device, trial);

    /// <exception cref="RefusedException">libtorch does not multiply int8 weights on this device.</exception>
    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed)
    {
        var (host, storage) = (ModelHost.Of((ITorchDevice)device), trial.DType!.Value.Input);
        if (LayerStorageAxis.Of(trial.Point) == LayerStorage.Int8 && Int8Matrix.RefusalReason(host.Tensors, storage) is { } reason)
            throw new RefusedException(Refusal.Unsupported($"{trial.Workload}: libtorch does not multiply int8 weights here: {reason}"));
        return Prepare(host, trial, storage, seed);
    }

    private protected abstract IPreparedTrial Prepare(ModelHost host, Trial trial, DType storage, ulong seed);
}

/// <summary>One forward pass over all prompts.</summary>
/// <param name="engine">One of <see cref="TorchEngines"/>.</param>
public sealed class TorchPrefillWorkload(string engine) : TorchModelWorkload(engine)
{
    public override WorkloadDefinition Definition => PrefillDefinition.Instance;

    private protected override IPreparedTrial Prepare(ModelHost host, Trial trial, DType storage, ulong seed) =>
        new PrefillTrial(PrefillShape.From(trial.Point), storage, seed, host);
}

/// <summary>One greedy step of all sequences.</summary>
/// <param name="engine">One of <see cref="TorchEngines"/>.</param>
public sealed class TorchDecodeWorkload(string engine) : TorchModelWorkload(engine)
{
    /// <summary>Chosen: a graph is recorded for each step, and one of 32 layers takes about a megabyte.</summary>
    private const int MaxRecordedSteps = 512;

    public override WorkloadDefinition Definition => DecodeDefinition.Instance;

    public override bool RecordsLaunches => true;

    public override Refusal? Refuse(DeviceInfo device, Trial trial)
    {
        if (trial.Conditions.Launch != LaunchMode.Graph)
            return base.Refuse(device, trial);
        if (device.Backend != Backend.Cuda)
            return Refusal.Unsupported("decode: only CUDA records launches as graphs; use --axis launch=single");
        return DecodeShape.From(trial.Point).StepCount > MaxRecordedSteps
            ? Refusal.Unsupported(
                $"decode: a graph is recorded for each step, of at most {MaxRecordedSteps}; use fewer steps behind a longer context")
            : base.Refuse(device, trial);
    }

    /// <exception cref="RefusedException">libtorch's step cannot be recorded as a graph.</exception>
    private protected override IPreparedTrial Prepare(ModelHost host, Trial trial, DType storage, ulong seed)
    {
        try
        {
            return new DecodeTrial(
                DecodeShape.From(trial.Point), storage, seed, host, isRecorded: trial.Conditions.Launch == LaunchMode.Graph);
        }
        catch (RecordingException refused)
        {
            throw new RefusedException(Refusal.Unsupported($"decode: the step is not recorded as a graph: {refused.Message}"));
        }
    }
}

/// <summary>Whole requests.</summary>
/// <param name="engine">One of <see cref="TorchEngines"/>.</param>
public sealed class TorchGenerateWorkload(string engine) : TorchModelWorkload(engine)
{
    public override WorkloadDefinition Definition => GenerateDefinition.Instance;

    private protected override IPreparedTrial Prepare(ModelHost host, Trial trial, DType storage, ulong seed) =>
        new GenerateTrial(GenerateShape.From(trial.Point), storage, seed, host);
}
