using System.Globalization;
using System.Runtime.InteropServices;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Oracles;

namespace GpuBench.Torch.Workloads;

/// <summary>The stream workload's copy as torch.Tensor.copy_. The others allocate, or need several operators.</summary>
/// <param name="engine">One of <see cref="TorchEngines"/>.</param>
public sealed class TorchStreamWorkload(string engine) : IWorkload
{
    private const string Copy = "copy";

    public WorkloadDefinition Definition => StreamDefinition.Instance;

    public string Engine => engine;

    public bool Offers(DeviceInfo device, NumericTriple dtype) => dtype == NumericTriple.Uniform(DType.Fp32);

    public IEnumerable<Case> Cases(Suite suite, DeviceInfo device) =>
        Definition.Cases(suite, device).Where(c => c.Point.Word("op") == Copy);

    public Refusal? Refuse(DeviceInfo device, Trial trial)
    {
        var (op, n) = (trial.Point.Word("op"), trial.Point["n"].Number);
        const int max = int.MaxValue / sizeof(float);
        if (op != Copy)
            return Refusal.Unsupported($"stream: torch has no single operator for {op} into a given tensor; use --engine ilgpu");
        return n <= max ? TorchTypes.RefuseCode(device, trial) : Refusal.Skipped(string.Create(
            CultureInfo.InvariantCulture,
            $"stream: {n} elements are too many, because {engine} compares at most {max} through the host; use a smaller --axis n"));
    }

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed)
    {
        var n = (int)trial.Point["n"].Number;
        var (tensors, host) = (((ITorchDevice)device).Tensors, ((ITorchDevice)device).HostData);
        var uniform = new UniformValues(seed);
        var oracle = new StreamOracle(Copy, n, scalar: 0, uniform.Fill, uniform.Fill);
        var words = host.Get(("uniform", seed, n), sizeof(float) * (long)n, () => uniform.Words(n));

        var sets = RotationRule.SetCount(trial.Conditions.Cache, Definition.BytesPerSet(trial.Point, trial.DType), device.Info);
        var a = tensors.Copies(words, [n], DType.Fp32, sets);
        return TorchTrial.IntoGiven(
            new("torch.Tensor.copy_", "into a given tensor of the same device"), HardwareUnit.Copy,
            tensors.Poisoned([n], DType.Fp32, sets),
            (set, c) => c.CopyFrom(a[set]),
            copied => oracle.CheckBlocks((start, values) =>
                MemoryMarshal.Cast<uint, float>(copied.Span).Slice((int)start, values.Length).CopyTo(values)),
            a);
    }
}
