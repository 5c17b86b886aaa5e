using GpuBench.Torch.Operators;
using GpuBench.Workloads.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace GpuBench.Torch.Models;

/// <summary>The operators of a decoder layer between its matrix products. Results are in the current dispose scope.</summary>
internal interface ILayerOperators : IDisposable
{
    /// <summary>What serves a pass, for the reason of the result's kernel.</summary>
    string Describe(Positions positions, KvCache cache);

    /// <summary>x / √(mean(x²) + ε) · gain over rows, (rows, hidden).</summary>
    Tensor Normalize(Tensor x, Tensor gain);

    /// <summary>
    /// Normalises queries and keys if there are gains, rotates them by their positions, stores keys and values in the cache, then
    /// attends to all cached positions.
    /// </summary>
    /// <param name="projected">(B·S, (H + 2·Hkv)·D): queries, keys, values. May be changed.</param>
    /// <param name="headGains">(H + Hkv, D); null: the model does not normalise them.</param>
    /// <returns>(B·S, H·D).</returns>
    Tensor Attend(Tensor projected, Tensor? headGains, int layer, Positions positions, KvCache cache);

    /// <summary>silu(gate) · up.</summary>
    /// <param name="both">(rows, 2·ffn): gate, then up.</param>
    /// <returns>(rows, ffn).</returns>
    Tensor Gate(Tensor both);
}

/// <summary>libtorch's own operators, on any device and for any number of positions.</summary>
internal sealed class TorchOperators(LlamaConfig config, ScalarType type, Device device, RotaryTable rotary) : ILayerOperators
{
    /// <summary>
    /// On a host without instructions for 16-bit types libtorch multiplies element by element. Attention in fp32 takes half the
    /// time, conversions included.
    /// </summary>
    private readonly ScalarType _attentionType = device.type == TorchSharp.DeviceType.CPU ? ScalarType.Float32 : type;

    /// <summary>The kernel is libtorch's own choice for tensors of these shapes, read back.</summary>
    public string Describe(Positions positions, KvCache cache)
    {
        using var scope = NewDisposeScope();
        var query = empty(
            positions.Batch, positions.Count, config.HeadCount, config.HeadSize, dtype: _attentionType, device: device).transpose(1, 2);
        var (keys, values) = cache.Seen(layer: 0, positions);
        var kernel = AttentionOperator.KernelFor(
            query.Handle, keys.to(_attentionType).Handle, values.to(_attentionType).Handle,
            isCausal: positions.Count > 1, isGrouped: config.HeadCount != config.KvHeadCount);
        return $"libtorch's rms_norm and scaled_dot_product_attention with its {kernel.ToString().ToLowerInvariant()} kernel{CuDnn()}";
    }

    public Tensor Normalize(Tensor x, Tensor gain) => AtenOperators.RmsNorm(x, gain, config.Hidden, config.NormEpsilon);

    public Tensor Attend(Tensor projected, Tensor? headGains, int layer, Positions positions, KvCache cache)
    {
        var (queryHeads, kvHeads) = (config.HeadCount, config.KvHeadCount);
        using var scope = NewDisposeScope();
        var heads = projected.to(ScalarType.Float32).view(positions.Batch, positions.Count, queryHeads + (2 * kvHeads), config.HeadSize);
        var queriesAndKeys = heads.narrow(2, 0, queryHeads + kvHeads);
        if (headGains is not null)
        {
            var normalised = AtenOperators.RmsNorm(queriesAndKeys, gain: null, config.HeadSize, config.NormEpsilon);
            AtenOperators.Multiply(normalised, headGains, result: queriesAndKeys);
        }
        rotary.Rotate(queriesAndKeys, positions);
        var byHead = heads.transpose(1, 2);
        var (keys, values) = cache.Append(layer, byHead.narrow(1, queryHeads, 2 * kvHeads), positions);
        var mixed = AtenOperators.Attention(
            byHead.narrow(1, 0, queryHeads).to(_attentionType), keys.to(_attentionType), values.to(_attentionType),
            isCausal: positions.Count > 1, isGrouped: queryHeads != kvHeads);
        return mixed.transpose(1, 2).reshape(-1, config.AttentionWidth).to(type).MoveToOuterDisposeScope();
    }

    public Tensor Gate(Tensor both)
    {
        using var scope = NewDisposeScope();
        return silu(both.narrow(1, 0, config.Ffn)).mul_(both.narrow(1, config.Ffn, config.Ffn)).MoveToOuterDisposeScope();
    }

    public void Dispose() => rotary.Dispose();

    /// <summary>Only a GPU has cuDNN.</summary>
    private string CuDnn()
    {
        if (device.type == TorchSharp.DeviceType.CPU)
            return "";
        return CuDnnAttention.IsAllowed == false
            ? ", cuDNN off: it would build a plan for every number of keys"
            : ", cuDNN not off: this libtorch has no such setting";
    }
}

/// <summary>
/// Transformer operators that TorchSharp lacks, or offers without a needed argument. Results are in the current dispose scope.
/// </summary>
internal static class AtenOperators
{
    /// <summary>x / rms(x) · gain over the last dimension, in one kernel.</summary>
    /// <param name="gain">(width); null: 1.</param>
    public static Tensor RmsNorm(Tensor x, Tensor? gain, int width, double epsilon)
    {
        var result = AtenDispatcher.Call(
            "aten::rms_norm"u8,
            [
                AtenDispatcher.Argument(x.Handle),
                AtenDispatcher.Argument([width]),
                gain is null ? AtenDispatcher.None : AtenDispatcher.Present(AtenDispatcher.Argument(gain.Handle)),
                AtenDispatcher.Present(AtenDispatcher.Argument(epsilon)),
            ]);
        // A finalizer deletes an unreferenced tensor, even while libtorch uses its handle.
        GC.KeepAlive(x);
        GC.KeepAlive(gain);
        return Tensor.UnsafeCreateTensor(result);
    }

    /// <summary>x · y, element by element, written into a given tensor.</summary>
    /// <param name="result">Of the shape of x, to which y is broadcast.</param>
    public static void Multiply(Tensor x, Tensor y, Tensor result)
    {
        var second = AtenDispatcher.Call(
            "aten::mul"u8, "out"u8,
            [AtenDispatcher.Argument(x.Handle), AtenDispatcher.Argument(y.Handle), AtenDispatcher.Argument(result.Handle)]);
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        GC.KeepAlive(result);
        Tensor.UnsafeCreateTensor(second).Dispose();
    }

    /// <inheritdoc cref="AttentionOperator"/>
    public static Tensor Attention(Tensor q, Tensor k, Tensor v, bool isCausal, bool isGrouped)
    {
        var result = AttentionOperator.Run(q.Handle, k.Handle, v.Handle, isCausal, isGrouped);
        GC.KeepAlive(q);
        GC.KeepAlive(k);
        GC.KeepAlive(v);
        return Tensor.UnsafeCreateTensor(result);
    }
}
