using GpuBench.Torch.Operators;
using GpuBench.Workloads.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace GpuBench.Torch.Models;

/// <summary>libtorch's own operators, on any device and for any number of positions.</summary>
internal sealed class TorchOperators(LlamaConfig config, ScalarType type, Device device, RotaryTable rotary) : ILayerOperators
{
    /// <summary>
    /// On a host without instructions for short types libtorch multiplies them one by one: attention in fp32, conversions
    /// included, takes half the time.
    /// </summary>
    private readonly ScalarType _attentionType = device.type == TorchSharp.DeviceType.CPU ? ScalarType.Float32 : type;

    public string Description => "libtorch's rms_norm and scaled_dot_product_attention";

    public Tensor Normalize(Tensor x, Tensor gain) => AtenOperators.RmsNorm(x, gain, config.Hidden, config.NormEpsilon);

    public Tensor Attend(Tensor projected, int layer, Positions positions, KvCache cache)
    {
        var (queryHeads, kvHeads) = (config.HeadCount, config.KvHeadCount);
        using var scope = NewDisposeScope();
        var heads = projected.to(ScalarType.Float32).view(positions.Batch, positions.Count, queryHeads + (2 * kvHeads), config.HeadSize);
        rotary.Turn(heads.narrow(2, 0, queryHeads + kvHeads), positions);
        var (keys, values) = cache.Append(layer, heads.narrow(2, queryHeads, 2 * kvHeads).transpose(1, 2), positions);
        var mixed = AtenOperators.Attention(
            heads.narrow(2, 0, queryHeads).transpose(1, 2).to(_attentionType), keys.to(_attentionType), values.to(_attentionType),
            isCausal: positions.Count > 1, isGrouped: queryHeads != kvHeads);
        return mixed.transpose(1, 2).reshape(-1, config.AttentionWidth).to(type).MoveToOuterDisposeScope();
    }

    public Tensor Gate(Tensor both)
    {
        using var scope = NewDisposeScope();
        return silu(both.narrow(1, 0, config.Ffn)).mul_(both.narrow(1, config.Ffn, config.Ffn)).MoveToOuterDisposeScope();
    }

    public void Dispose() => rotary.Dispose();
}
