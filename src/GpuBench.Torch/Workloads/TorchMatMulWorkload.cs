using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Oracles;
using static TorchSharp.torch;

namespace GpuBench.Torch.Workloads;

/// <summary>
/// torch.mm's product. By our own rules it is written into a given tensor, torch.addmm_ with beta 0; where a published script is
/// repeated, torch.mm itself is called, which allocates its result. Never torch.matmul: an error inside that one ends the
/// process instead of throwing.
/// </summary>
public sealed class TorchMatMulWorkload : IWorkload
{
    public WorkloadDefinition Definition => MatMulDefinition.Instance;

    public string Engine => TorchEngine.Name;

    public bool Offers(DeviceInfo device, NumericTriple dtype) => TorchTypes.Offers(device, dtype);

    /// <summary>Both ways of timing: the definition's, and the published script's. On CUDA, TF32 too.</summary>
    public IEnumerable<Case> Cases(Suite suite, DeviceInfo device) =>
        MatMulDefinition.Instance.Cases(suite, device)
            .Concat(MatMulDefinition.Tf32Cases(suite, device))
            .Concat(MatMulDefinition.ScriptCases(suite, device))
            .Where(c => Offers(device, c.DType!.Value));

    public Refusal? Refuse(DeviceInfo device, Trial trial) =>
        MatMulShape.From(trial.Point).BatchCount > 1
            ? Refusal.Unsupported("batched products are not offered by this engine")
            : TorchTypes.Refuse(device, trial.DType!.Value);

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed)
    {
        var (shape, dtype) = (MatMulShape.From(trial.Point), trial.DType!.Value);
        var (type, place) = (TorchTypes.Of(dtype)!.Value, ((ITorchDevice)device).Place);
        var settings = MatMulSettings.Apply(device.Info, dtype);
        var left = Operand.Normal(seed, "A", shape.LeftCount, dtype.Input);
        var right = Operand.Normal(seed, "B", shape.RightCount, dtype.Input);
        var oracle = new MatMulOracle(shape, dtype, left.Values, right.Values, seed);
        var sets = RotationRule.SetCount(trial.Conditions.Cache, Definition.BytesPerSet(trial.Point, dtype), device.Info);
        var a = DeviceTensor.Copies(left.Words, [shape.M, shape.K], type, place, sets);
        // libtorch passes the transposition of a view on to the library it calls.
        var b = shape.BIsTransposed
            ? DeviceTensor.Copies(right.Words, [shape.N, shape.K], type, place, sets).Select(Transposed).ToArray()
            : DeviceTensor.Copies(right.Words, [shape.K, shape.N], type, place, sets);
        var unit = TorchTypes.UnitOf(device.Info, dtype, settings.Tf32IsOn);
        return trial.Conditions.Launch == LaunchMode.Script
            ? AsScript(a, b, oracle, unit, settings)
            : IntoGiven(a, b, DeviceTensor.Poisoned([shape.M, shape.N], type, place, sets), oracle, unit, settings);
    }

    private static Tensor Transposed(Tensor tensor)
    {
        using (tensor)
            return tensor.t();
    }

    private static TorchTrial IntoGiven(Tensor[] a, Tensor[] b, Tensor[] c, MatMulOracle oracle, UnitClass unit, MatMulSettings settings)
    {
        var sets = c.Length;
        return new(
            new($"torch.addmm_, beta 0{settings}", "writes into a given tensor, so that no sample pays for allocating its result"),
            unit, sets,
            i => c[i % sets].addmm_(a[i % sets], b[i % sets], beta: 0, alpha: 1),
            i =>
            {
                var result = oracle.Check(DeviceTensor.Words(c[i % sets]));
                DeviceTensor.Poison(c[i % sets]);
                return result;
            },
            [.. a, .. b, .. c]);
    }

    private static TorchTrial AsScript(Tensor[] a, Tensor[] b, MatMulOracle oracle, UnitClass unit, MatMulSettings settings)
    {
        var (sets, c) = (a.Length, new LatestResults(a.Length));
        return new(
            new($"torch.mm{settings}", "allocates its result in each call, as the published script does"), unit, sets,
            i => c.Keep(i, a[i % sets].mm(b[i % sets])),
            i => c.Take(i) is { Length: > 0 } words ? oracle.Check(words) : MissingResult.Check,
            [.. a, .. b, c]);
    }
}
