using System.Runtime.InteropServices;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Oracles;
using static TorchSharp.torch;

namespace GpuBench.Torch.Workloads;

/// <summary>
/// torch.mm's product, written into a given tensor: torch.addmm_ with beta 0. Never torch.matmul: an error inside that one
/// ends the process instead of throwing.
/// </summary>
public sealed class TorchMatMulWorkload : IWorkload
{
    public WorkloadDefinition Definition => MatMulDefinition.Instance;

    public string Engine => TorchEngine.Name;

    public bool Offers(DeviceInfo device, NumericTriple dtype) => ScalarTypeOf(dtype) is not null;

    public Refusal? Refuse(DeviceInfo device, Trial trial) => trial.DType switch
    {
        { Input: DType.Fp16 } => Refusal.Unsupported("libtorch multiplies fp16 on a CPU element by element, at about 1 GFLOP/s: a rate nobody should use"),
        { } dtype when ScalarTypeOf(dtype) is null => Refusal.Unsupported($"torch.mm on a CPU has no {dtype}"),
        _ => null,
    };

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed)
    {
        var (shape, dtype) = (MatMulShape.From(trial.Point), trial.DType!.Value);
        var type = ScalarTypeOf(dtype)!.Value;
        var left = Operand.Normal(seed, "A", (long)shape.M * shape.K, dtype.Input);
        var right = Operand.Normal(seed, "B", (long)shape.K * shape.N, dtype.Input);
        var oracle = new MatMulOracle(shape, dtype, left.Values, right.Values, seed);
        var sets = RotationRule.SetCount(trial.Conditions.Cache, Definition.BytesPerSet(trial.Point, dtype), device.Info);
        var a = HostTensor.Copies(left.Words, [shape.M, shape.K], type, sets);
        var b = HostTensor.Copies(right.Words, [shape.K, shape.N], type, sets);
        var c = HostTensor.Copies(new uint[Packed.WordCount((long)shape.M * shape.N, dtype.Output)], [shape.M, shape.N], type, sets);
        for (var set = 0; set < sets; set++)
            HostTensor.Poison(c[set]);
        return new TorchTrial(
            new("torch.addmm_, beta 0", "writes into a given tensor, so that no sample pays for allocating its result"), sets,
            i => c[i % sets].addmm_(a[i % sets], b[i % sets], beta: 0, alpha: 1),
            i =>
            {
                var result = oracle.Check(MemoryMarshal.Cast<byte, uint>(c[i % sets].bytes));
                HostTensor.Poison(c[i % sets]);
                return result;
            },
            [.. a, .. b, .. c]);
    }

    private static ScalarType? ScalarTypeOf(NumericTriple dtype) => dtype switch
    {
        { Input: DType.Fp32, Output: DType.Fp32 } => ScalarType.Float32,
        { Input: DType.Bf16, Output: DType.Bf16 } => ScalarType.BFloat16,
        _ => null,
    };
}
