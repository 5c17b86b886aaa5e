using System.Globalization;
using System.Runtime.InteropServices;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Oracles;

namespace GpuBench.Torch.Workloads;

/// <summary>The stream workload's copy as torch.Tensor.copy_. The other operations allocate, or are no single operator of torch.</summary>
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
        return op != Copy ? Refusal.Unsupported($"torch has no single call that does a {op} into a given tensor; use the ilgpu engine")
            : n > int.MaxValue / sizeof(float) ? Refusal.Skipped(string.Create(CultureInfo.InvariantCulture, $"{n} elements: at most {int.MaxValue / sizeof(float)} are filled and compared through the host"))
            : null;
    }

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed)
    {
        var n = (int)trial.Point["n"].Number;
        var tensors = ((ITorchDevice)device).Tensors;
        float Value(long index) => (SeededData.Bits(seed, (ulong)index) >> 40) * (2f / (1 << 24)) - 1;
        var oracle = new StreamOracle(Copy, n, scalar: 0, Value, Value);
        var words = new uint[n];
        Parallel.For(0, n, i => words[i] = BitConverter.SingleToUInt32Bits(Value(i)));

        var sets = RotationRule.SetCount(trial.Conditions.Cache, Definition.BytesPerSet(trial.Point, trial.DType), device.Info);
        var a = tensors.Copies(words, [n], DType.Fp32, sets);
        var c = tensors.Poisoned([n], DType.Fp32, sets);
        return new TorchTrial(
            new("torch.Tensor.copy_", "into a given tensor of the same device"), UnitClass.Copy, sets,
            i => c[i % sets].CopyFrom(a[i % sets]),
            i =>
            {
                var result = Compare(oracle, c[i % sets], n);
                c[i % sets].Poison();
                return result;
            },
            [.. a, .. c]);
    }

    private static CheckResult Compare(StreamOracle oracle, ITensor copied, int n)
    {
        var values = MemoryMarshal.Cast<uint, float>(copied.Words().AsSpan());
        var comparison = new Comparison();
        var compared = 0;
        foreach (var start in oracle.BlockStarts())
        {
            var block = values.Slice((int)start, Math.Min(StreamOracle.BlockLength, n));
            oracle.CompareBlock(comparison, start, block);
            compared += block.Length;
        }
        return comparison.Result(string.Create(CultureInfo.InvariantCulture, $"{compared} of {n} elements; in allowed errors"));
    }
}
