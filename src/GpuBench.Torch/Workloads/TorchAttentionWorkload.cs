using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Operators;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Oracles;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Torch.Workloads;

/// <summary>Attention forward by torch's scaled_dot_product_attention, which allocates its result in each call.</summary>
/// <param name="engine">One of <see cref="TorchEngines"/>.</param>
public sealed class TorchAttentionWorkload(string engine) : IWorkload
{
    public WorkloadDefinition Definition => AttentionDefinition.Instance;

    public string Engine => engine;

    public bool Offers(DeviceInfo device, NumericTriple dtype) => dtype.Input != DType.Tf32 && TorchTypes.Offers(device, dtype);

    public IEnumerable<Case> Cases(Suite suite, DeviceInfo device) =>
        AttentionDefinition.Instance.Cases(suite, device)
            .Concat(AttentionDefinition.LibraryCases(suite, device))
            .Where(c => Offers(device, c.DType!.Value));

    public Refusal? Refuse(DeviceInfo device, Trial trial)
    {
        if (trial.DType!.Value.Input == DType.Tf32)
            return Refusal.Unsupported("attention: scaled_dot_product_attention has no TF32 mode; use --axis dtype=fp32");
        var shape = AttentionShape.From(trial.Point);
        return IsMisaligned(shape)
            ? Refusal.Unsupported(
                "attention: torch aligns causal masks at the top left, which is another computation if there are more keys than queries; "
                + "use --engine ilgpu, or s = t")
            : TorchTypes.Refuse(device, trial);
    }

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed)
    {
        var (shape, dtype) = (AttentionShape.From(trial.Point), trial.DType!.Value);
        var (type, tensors, host) = (dtype.Input, ((ITorchDevice)device).Tensors, ((ITorchDevice)device).HostData);
        var settings = tensors.Apply(dtype);
        var (queries, keys) = ((long)shape.RowCount * shape.D, (long)shape.B * shape.Hkv * shape.S * shape.D);
        var query = host.Normal(seed, "Q", queries, dtype.Input);
        var key = host.Normal(seed, "K", keys, dtype.Input);
        var value = host.Normal(seed, "V", keys, dtype.Input);
        // Every fused kernel rounds the weights to the operands' type for the second product.
        DType? weightType = dtype.Input == DType.Fp32 ? null : dtype.Input;
        var oracle = new AttentionOracle(shape, dtype, query, key, value, seed, weightType);

        var sets = RotationRule.SetCount(trial.Conditions.Cache, Definition.BytesPerSet(trial.Point, dtype), device.Info);
        var q = tensors.Copies(query.Words, [shape.B, shape.H, shape.T, shape.D], type, sets);
        var k = tensors.Copies(key.Words, [shape.B, shape.Hkv, shape.S, shape.D], type, sets);
        var v = tensors.Copies(value.Words, [shape.B, shape.Hkv, shape.S, shape.D], type, sets);
        // A single query may see every key, but torch's causal mask would hide all but the first.
        var (causal, grouped) = (shape is { Causal: true, T: > 1 }, shape.H != shape.Hkv);
        var chosen = AttentionOperator.KernelFor(q[0].Handle, k[0].Handle, v[0].Handle, causal, grouped);
        return TorchTrial.Allocating(
            new(
                $"scaled_dot_product_attention, {chosen.ToString().ToLowerInvariant()} kernel{settings}",
                "libtorch's own choice, read back; it allocates its result in every call"),
            TorchTypes.UnitOf(device.Info, dtype, settings.Tf32IsOn), sets,
            set => tensors.Own(AttentionOperator.Run(q[set].Handle, k[set].Handle, v[set].Handle, causal, grouped)),
            oracle.Check, [.. q, .. k, .. v]);
    }

    private static bool IsMisaligned(AttentionShape shape) => shape.Causal && shape.T > 1 && shape.S != shape.T;
}
