using GpuBench.Torch.Operators;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Models;

namespace GpuBench.Torch.Models;

/// <summary>The operators of a decoder layer between its matrix products. The caller disposes their results.</summary>
internal interface ILayerOperators
{
    /// <summary>Whether a pass must have <see cref="DecoderPass.Views"/>.</summary>
    bool UsesViews { get; }

    /// <summary>What serves a pass, for the reason of the result's kernel.</summary>
    string Describe(DecoderPass pass, Positions positions, KvCache cache);

    /// <summary>
    /// Whether <see cref="Normalize"/> adds in the same pass over memory. Then the product itself should not add: that takes more time.
    /// </summary>
    bool AddsInNorms { get; }

    /// <summary>x += addend, if there is one; then x / √(mean(x²) + ε) · gain over rows, (rows, hidden).</summary>
    ITensor Normalize(ITensor x, ITensor? addend, int rowCount, DeviceGain gain);

    /// <summary>
    /// Normalises queries and keys if there are gains, rotates them by their positions, stores keys and values in the cache, then
    /// attends to all cached positions. Reads <see cref="DecoderPass.Projected"/>.
    /// </summary>
    /// <returns>(B·S, H·D).</returns>
    ITensor Attend(DecoderPass pass, DeviceGain? headGains, int layer, Positions positions, KvCache cache);

    /// <summary>silu(gate) · up, from <see cref="DecoderPass.Both"/> to <see cref="DecoderPass.Gated"/>.</summary>
    void Gate(DecoderPass pass);
}

/// <summary>libtorch's own operators, on any device and for any number of positions.</summary>
internal sealed class TorchOperators(LlamaConfig config, ITensorFactory tensors, RotaryTable rotary) : ILayerOperators
{
    private readonly TransformerOperators _operators = new(tensors);
    private readonly bool _isGrouped = config.HeadCount != config.KvHeadCount;

    public bool UsesViews => true;

    /// <summary>The kernel is libtorch's own choice for tensors of these shapes, read back.</summary>
    public string Describe(DecoderPass pass, Positions positions, KvCache cache)
    {
        var (keys, values) = cache.Seen(layer: 0, positions);
        using (keys)
        using (values)
        {
            var kernel = AttentionOperator.KernelFor(
                pass.Views.Queries.Handle, keys.Handle, values.Handle, isCausal: positions.Count > 1, _isGrouped);
            return $"libtorch's rms_norm and scaled_dot_product_attention with its {kernel.ToString().ToLowerInvariant()} kernel{CuDnn()}";
        }
    }

    public bool AddsInNorms => false;

    public ITensor Normalize(ITensor x, ITensor? addend, int rowCount, DeviceGain gain)
    {
        if (addend is not null)
            x.Add(addend);
        return _operators.RmsNorm(x, gain.Tensor, config.Hidden, config.NormEpsilon);
    }

    public ITensor Attend(DecoderPass pass, DeviceGain? headGains, int layer, Positions positions, KvCache cache)
    {
        var views = pass.Views;
        views.Heads.CopyFrom(views.ProjectedHeads);
        if (headGains is not null)
        {
            using var normalised = _operators.RmsNorm(views.QueriesAndKeys, gain: null, config.HeadSize, config.NormEpsilon);
            TransformerOperators.Multiply(normalised, headGains.Tensor, result: views.QueriesAndKeys);
        }
        rotary.Rotate(views.Pairs, positions);
        cache.Append(layer, views.KeysAndValues, positions);
        views.Queries.CopyFrom(views.RotatedQueries);
        var (keys, values) = cache.Seen(layer, positions);
        using (keys)
        using (values)
        {
            // A single query may see every key, but the causal mask would hide all but the first.
            using var mixed = _operators.Attention(views.Queries, keys, values, isCausal: positions.Count > 1, _isGrouped);
            using var byRow = mixed.Exchange(1, 2);
            return _operators.Reshape(byRow, pass.RowCount, config.AttentionWidth);
        }
    }

    public void Gate(DecoderPass pass)
    {
        TransformerOperators.Silu(pass.Views.Gate, result: pass.Gated);
        TransformerOperators.Multiply(pass.Gated, pass.Views.Up, result: pass.Gated);
    }

    /// <summary>Only a GPU has cuDNN.</summary>
    private string CuDnn()
    {
        if (tensors.IsOnHost)
            return "";
        return CuDnnAttention.IsAllowed == false
            ? ", cuDNN off: it would build a plan for every number of keys"
            : ", cuDNN not off: this libtorch has no such setting";
    }
}
