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

    public IReadOnlyList<WorkloadKernel> Kernels => MatMulKernels.All.Where(kernel => kernel is not TensorSkinnyVariant).Listed();

    public bool Offers(DeviceInfo device, NumericTriple dtype) =>
        TypesOf(dtype) is { } types && (!types.NeedMatrixUnits || device.Backend == Backend.Cuda);

    public Refusal? Refuse(DeviceInfo device, Trial trial) => TypesOf(trial.DType!.Value) is null
        ? IlgpuTypes.NoKernel(device, trial)
        : AllocationRule.Refuse(device, trial, "the largest matrix", MaxBytes(MatMulShape.From(trial.Point), trial.DType.Value));

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed)
    {
        var opened = (IlgpuDevice)device;
        var (accelerator, stream) = (opened.Accelerator, opened.Stream);
        var shape = MatMulShape.From(trial.Point);
        var dtype = trial.DType!.Value;
        var variant = new MatMulVariant(TypesOf(dtype)!.Value, shape.BIsTransposed ? MatMulLayout.NT : MatMulLayout.NN);
        var kernelShape = new MatMulSize(shape.M, shape.N, shape.K, shape.BatchCount);
        var traits = DeviceTraits.Of(accelerator);
        var (choice, kernel) = KernelFit.First(
            Candidates(traits, variant, kernelShape),
            candidate => opened.Load($"matmul/{candidate.Name}/{variant}", () => candidate.Load(accelerator, variant)),
            () => RefusalReason(traits, variant, kernelShape));

        var hostA = opened.HostData.Normal(seed, "A", shape.LeftCount, dtype.Input);
        var hostB = opened.HostData.Normal(seed, "B", shape.RightCount, dtype.Input);
        var oracle = new MatMulOracle(shape, dtype, hostA, hostB, seed, opened.HostData);

        var sets = RotationRule.SetCount(trial.Conditions.Cache, Definition.BytesPerSet(trial.Point, dtype), device.Info);
        var a = DeviceTensor.FromHost(accelerator, hostA.Words, sets);
        var b = DeviceTensor.FromHost(accelerator, hostB.Words, sets);
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

    private static double MaxBytes(MatMulShape shape, NumericTriple dtype) => Math.Max(
        Packed.BytesOf(dtype.Input) * Math.Max(shape.LeftCount, shape.RightCount), Packed.BytesOf(dtype.Output) * shape.ResultCount);

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
