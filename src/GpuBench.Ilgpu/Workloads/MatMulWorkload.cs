using GpuBench.Ilgpu.Devices;
using GpuBench.Kernels;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.MatMul;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Oracles;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>Matrix multiply with the kernel that <see cref="MatMulKernels"/> selects.</summary>
/// <param name="named">Replaces the selected kernel. A trial that it does not serve is refused. Null: the selection decides.</param>
public sealed class MatMulWorkload(IMatMulKernel? named = null) : IWorkload
{
    public WorkloadDefinition Definition => MatMulDefinition.Instance;

    public string Engine => IlgpuEngine.Name;

    public IReadOnlyList<WorkloadKernel> Kernels => MatMulKernels.All.Listed();

    public bool Offers(DeviceInfo device, NumericTriple dtype) =>
        TypesOf(dtype) is { } types && (!types.NeedMatrixUnits || device.Backend == Backend.Cuda);

    public Refusal? Refuse(DeviceInfo device, Trial trial) => MatMulDefinition.RefuseScaling(trial)
        ?? (TypesOf(trial.DType!.Value) is null
            ? IlgpuTypes.NoKernel(device, trial)
            : AllocationRule.Refuse(device, trial, "the largest matrix", MaxBytes(MatMulShape.From(trial.Point), trial.DType.Value)));

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed)
    {
        var opened = (IlgpuDevice)device;
        var (accelerator, stream) = (opened.Accelerator, opened.Stream);
        var shape = MatMulShape.From(trial.Point);
        var dtype = trial.DType!.Value;
        var variant = VariantOf(shape, TypesOf(dtype)!.Value);
        var kernelShape = new MatMulSize(shape.M, shape.N, shape.K, shape.BatchCount);
        var traits = DeviceTraits.Of(accelerator);
        var (choice, kernel) = KernelFit.First(
            Candidates(traits, variant, kernelShape),
            candidate => opened.Load($"matmul/{candidate.Name}/{variant}", () => candidate.Load(accelerator, variant)),
            () => RefusalReason(traits, variant, kernelShape));

        var (hostA, hostB) = MatMulOperands.Normal(shape, dtype.Input, seed, opened.HostData);
        var oracle = new MatMulOracle(shape, dtype, hostA, hostB, seed, opened.HostData);

        var sets = RotationRule.SetCount(trial.Conditions.Cache, Definition.BytesPerSet(trial.Point, dtype), device.Info);
        var a = DeviceTensor.FromHost(accelerator, hostA.WordsAndScales, sets);
        var b = DeviceTensor.FromHost(accelerator, hostB.WordsAndScales, sets);
        var c = DeviceTensor.Poisoned(accelerator, Packed.WordCount(shape.ResultCount, dtype.Output), sets);
        var unit = choice.Kernel.UnitOn(traits, variant);
        var reason = unit == KernelUnit.Emulated ? $"{choice.Reason}; the device converts {dtype.Input.Text()} to fp16" : choice.Reason;
        return new PreparedTrial(
            new(choice.Kernel.Name, reason), unit.HardwareUnit(), sets,
            i => kernel(stream, a[i], b[i], c[i], kernelShape),
            i =>
            {
                var result = oracle.Check(c.ToHost(i));
                c.PoisonAgain(i);
                return result;
            },
            a, b, c);
    }

    private IEnumerable<KernelChoice<IMatMulKernel>> Candidates(DeviceTraits device, MatMulVariant variant, MatMulSize shape) =>
        named is null ? MatMulKernels.Candidates(device, variant, shape)
        : named.RefusalReason(device, variant, shape) is null ? [new(named, "it was named")]
        : [];

    private string RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape) => named is null
        ? MatMulKernels.RefusalReason(device, variant, shape)
        : $"refused: {named.Name} {named.RefusalReason(device, variant, shape)}";

    /// <summary>The largest buffer. Those of operands have scales behind the elements.</summary>
    private static double MaxBytes(MatMulShape shape, NumericTriple dtype)
    {
        double Operand(long count, long scaleCount) => (Packed.BytesOf(dtype.Input) * count) + (sizeof(float) * scaleCount);
        return Math.Max(
            Math.Max(Operand(shape.LeftCount, shape.LeftScaleCount), Operand(shape.RightCount, shape.RightScaleCount)),
            Packed.BytesOf(dtype.Output) * shape.ResultCount);
    }

    private static MatMulVariant VariantOf(MatMulShape shape, MatMulTypes types) => new(
        types,
        shape.BIsTransposed ? MatMulLayout.NT : MatMulLayout.NN,
        shape.HasBlockScales ? MatMulScaling.Block128 : MatMulScaling.None);

    /// <returns>Null: no kernel has these types, so the trial is refused.</returns>
    private static MatMulTypes? TypesOf(NumericTriple dtype) => dtype switch
    {
        { Input: DType.Fp32, Accumulate: DType.Fp32, Output: DType.Fp32 } => MatMulTypes.Fp32,
        { Input: DType.Fp16, Accumulate: DType.Fp32, Output: DType.Fp16 } => MatMulTypes.Fp16,
        { Input: DType.Bf16, Accumulate: DType.Fp32, Output: DType.Bf16 } => MatMulTypes.Bf16,
        { Input: DType.Tf32, Accumulate: DType.Fp32, Output: DType.Fp32 } => MatMulTypes.Tf32,
        { Input: DType.Fp8E4M3, Accumulate: DType.Fp32, Output: DType.Bf16 } => MatMulTypes.Fp8,
        { Input: DType.Int8, Accumulate: DType.Int32, Output: DType.Int32 } => MatMulTypes.Int8,
        _ => null,
    };
}
