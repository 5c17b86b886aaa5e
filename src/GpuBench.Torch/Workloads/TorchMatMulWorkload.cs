using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Oracles;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Torch.Workloads;

/// <summary>
/// The product of torch.mm, for fp8 of torch._scaled_mm, with scales of 1 or per block. By default it writes into a given tensor. If it
/// repeats a published script, it calls torch.mm itself, which allocates its result.
/// </summary>
/// <param name="engine">One of <see cref="TorchEngines"/>.</param>
public sealed class TorchMatMulWorkload(string engine) : IWorkload
{
    public WorkloadDefinition Definition => MatMulDefinition.Instance;

    public string Engine => engine;

    public bool Offers(DeviceInfo device, NumericTriple dtype) => TorchTypes.Offers(device, dtype);

    /// <summary>Both timing methods: the definition's and the published script's. On CUDA also TF32.</summary>
    public IEnumerable<Case> Cases(Suite suite, DeviceInfo device) =>
        MatMulDefinition.Instance.Cases(suite, device)
            .Concat(MatMulDefinition.Tf32Cases(suite, device))
            .Concat(MatMulDefinition.ScriptCases(suite, device))
            .Where(c => Offers(device, c.DType!.Value));

    public Refusal? Refuse(DeviceInfo device, Trial trial) =>
        MatMulShape.From(trial.Point).BatchCount > 1
            ? Refusal.Unsupported($"matmul: {engine} does not measure batched products; use --engine ilgpu, or --axis batch=1")
            : TorchTypes.Refuse(device, trial) ?? MatMulDefinition.RefuseScaling(trial) ?? RefuseFp8(device, trial);

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed)
    {
        var (shape, dtype) = (MatMulShape.From(trial.Point), trial.DType!.Value);
        var (type, tensors, host) = (dtype.Input, ((ITorchDevice)device).Tensors, ((ITorchDevice)device).HostData);
        var settings = tensors.Apply(dtype);
        var (left, right) = MatMulOperands.Normal(shape, type, seed, host);
        var oracle = new MatMulOracle(shape, dtype, left, right, seed, host);
        var sets = RotationRule.SetCount(trial.Conditions.Cache, Definition.BytesPerSet(trial.Point, dtype), device.Info);
        var a = tensors.Copies(left.Words, [shape.M, shape.K], type, sets);
        var b = shape.BIsTransposed
            ? tensors.Copies(right.Words, [shape.N, shape.K], type, sets).Select(Transposed).ToArray()
            : tensors.Copies(right.Words, [shape.K, shape.N], type, sets);
        var unit = TorchTypes.UnitOf(device.Info, dtype, settings.Tf32IsOn);
        if (trial.Conditions.Launch == LaunchMode.Script)
            return TorchTrial.Allocating(
                new($"torch.mm{settings}", "allocates its result in every call, as the published script does"), unit, sets,
                set => a[set].Multiply(b[set]), oracle.Check, [.. a, .. b]);
        const string Reason = "writes into a given tensor, so that no sample includes an allocation";
        var results = tensors.Poisoned([shape.M, shape.N], dtype.Output, sets);
        if (!TorchTypes.IsFp8(type))
            return TorchTrial.IntoGiven(
                new($"{tensors.GivenProductName}{settings}", Reason), unit, results,
                (set, c) => c.SetToProduct(a[set], b[set]), oracle.Check, [.. a, .. b]);
        var (scalesOfA, scalesOfB) = (Scales(tensors, left, sets), Scales(tensors, right, sets));
        return TorchTrial.IntoGiven(
            new($"torch._scaled_mm, out, scales {(shape.HasBlockScales ? "per block" : "1")}", Reason), unit, results,
            (set, c) => c.SetToScaledProduct(a[set], b[set], scalesOfA[set], scalesOfB[set]), oracle.Check,
            [.. a, .. b, .. scalesOfA, .. scalesOfB]);
    }

    /// <summary>
    /// The scales of an operand, with the sizes and strides by which PyTorch finds the recipe: for A (M, K/128) with strides (1, M), for
    /// B, which is (K,N), (K/128, ⌈N/128⌉) with strides (1, K/128). Source: <see cref="BlockScaling"/>. Or a single 1.
    /// </summary>
    private static ITensor[] Scales(ITensorFactory tensors, Operand operand, int sets) => operand.Scales is { } scales
        ? [.. tensors.Copies(scales.Words, [scales.RowCount, scales.ColumnCount], DType.Fp32, sets).Select(Transposed)]
        : tensors.Copies([BitConverter.SingleToUInt32Bits(1)], [1], DType.Fp32, sets);

    /// <summary>cuBLASLt's requirements on fp8 operands (cuBLAS documentation, cublasLtMatmul; PyTorch checks the same).</summary>
    private static Refusal? RefuseFp8(DeviceInfo device, Trial trial)
    {
        if (!TorchTypes.IsFp8(trial.DType!.Value.Input))
            return null;
        if (trial.Conditions.Launch == LaunchMode.Script)
            return Refusal.Unsupported("matmul: the published script does not multiply fp8; use --axis launch=batch");
        var shape = MatMulShape.From(trial.Point);
        return device.Backend == Backend.Cuda && !(shape.BIsTransposed && shape.N % 16 == 0 && shape.K % 16 == 0)
            ? Refusal.Unsupported("matmul: for fp8 cuBLASLt needs B as (N,K), and N and K as multiples of 16; use --axis layout=nt")
            : shape.HasBlockScales && BlockScaling.RefusalReason(device, shape) is { } reason
            ? Refusal.Unsupported($"matmul: {reason}")
            : null;
    }

    private static ITensor Transposed(ITensor tensor)
    {
        using (tensor)
            return tensor.Transpose();
    }
}
