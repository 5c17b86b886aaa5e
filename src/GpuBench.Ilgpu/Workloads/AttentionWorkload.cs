using GpuBench.Ilgpu.Devices;
using GpuBench.Kernels.Attention;
using GpuBench.Kernels.Loading;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Oracles;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>Forward attention with the kernel that <see cref="AttentionKernels"/> selects.</summary>
public sealed class AttentionWorkload : IWorkload
{
    public WorkloadDefinition Definition => AttentionDefinition.Instance;

    public string Engine => IlgpuEngine.Name;

    public IReadOnlyList<WorkloadKernel> Kernels => AttentionKernels.All.Listed();

    public bool Offers(DeviceInfo device, NumericTriple dtype) => IlgpuTypes.Of(dtype) is not null;

    public Refusal? Refuse(DeviceInfo device, Trial trial) => IlgpuTypes.Refuse(device, trial)
        ?? AllocationRule.Refuse(device, trial, "the largest tensor", MaxBytes(AttentionShape.From(trial.Point), trial.DType!.Value));

    private static double MaxBytes(AttentionShape shape, NumericTriple dtype) =>
        Packed.BytesOf(dtype.Input) * shape.B * shape.D * Math.Max((double)shape.H * shape.T, (double)shape.Hkv * shape.S);

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed)
    {
        var opened = (IlgpuDevice)device;
        var (accelerator, stream) = (opened.Accelerator, opened.Stream);
        var shape = AttentionShape.From(trial.Point);
        var (storage, dtype) = (IlgpuTypes.Of(trial.DType)!.Value, trial.DType!.Value);
        var kernelShape = new AttentionSize(shape.B, shape.H, shape.Hkv, shape.T, shape.S, shape.D, shape.Causal);
        var traits = DeviceTraits.Of(accelerator);
        var (choice, kernel) = KernelFit.First(
            AttentionKernels.Candidates(traits, storage, kernelShape),
            candidate => opened.Load($"attention/{candidate.Name}/{storage}", () => candidate.Load(accelerator, storage)),
            () => AttentionKernels.RefusalReason(traits, storage, kernelShape));

        var (queries, keys) = ((long)shape.RowCount * shape.D, (long)shape.B * shape.Hkv * shape.S * shape.D);
        var query = opened.HostData.Normal(seed, "Q", queries, dtype.Input);
        var key = opened.HostData.Normal(seed, "K", keys, dtype.Input);
        var value = opened.HostData.Normal(seed, "V", keys, dtype.Input);
        var oracle = new AttentionOracle(shape, dtype, query, key, value, seed);

        var sets = RotationRule.SetCount(trial.Conditions.Cache, Definition.BytesPerSet(trial.Point, dtype), device.Info);
        var q = DeviceTensor.FromHost(accelerator, query.Words, sets);
        var k = DeviceTensor.FromHost(accelerator, key.Words, sets);
        var v = DeviceTensor.FromHost(accelerator, value.Words, sets);
        var o = DeviceTensor.Poisoned(accelerator, Packed.WordCount(queries, dtype.Output), sets);
        return new PreparedTrial(
            new(choice.Kernel.Name, choice.Reason), choice.Kernel.HardwareUnit(), sets,
            i => kernel(stream, q[i], k[i], v[i], o[i], kernelShape),
            i =>
            {
                var result = oracle.Check(o.ToHost(i));
                o.PoisonAgain(i);
                return result;
            },
            q, k, v, o);
    }
}
