using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Models;

namespace GpuBench.Torch.Models;

/// <summary>Weights on a device. Blocks of random numbers are copied there once; the matrices are assembled from them.</summary>
internal sealed class DeviceWeights : IDisposable
{
    private readonly List<ITensor> _owned = [];
    private readonly Dictionary<float, ITensor> _blocks = [];
    private readonly LlamaWeights _weights;
    private readonly ITensorFactory _tensors;

    public DeviceWeights(LlamaWeights weights, ITensorFactory tensors)
    {
        (_weights, _tensors) = (weights, tensors);
        Embedding = Matrix(weights.Embedding);
        Output = Transposed(weights.Config.IsTied ? Embedding : Matrix(weights.Output));
        FinalGain = Gain(weights.FinalGain)!;
        Layers = [.. weights.Layers.Select(Layer)];
    }

    /// <summary>(vocabulary, hidden).</summary>
    public ITensor Embedding { get; }

    /// <summary>(hidden, vocabulary), a transposed view.</summary>
    public ITensor Output { get; }

    public DeviceGain FinalGain { get; }

    public IReadOnlyList<DeviceLayer> Layers { get; }

    public void Dispose()
    {
        foreach (var tensor in _owned)
            tensor.Dispose();
    }

    private DeviceLayer Layer(LlamaLayerWeights layer) => new(
        Gain(layer.AttentionGain)!, Transposed(Matrix(layer.Qkv)), Bias(layer), HeadGains(layer),
        Transposed(Matrix(layer.AttentionOutput)), Gain(layer.AttentionOutputGain),
        Gain(layer.FfnGain)!, Transposed(Matrix(layer.GateUp)), Transposed(Matrix(layer.Down)), Gain(layer.FfnOutputGain));

    private ITensor? Bias(LlamaLayerWeights layer) =>
        layer.QkvBias.Length == 0 ? null : Own(Vector(layer.QkvBias).View(1, layer.QkvBias.Length));

    private DeviceGain? HeadGains(LlamaLayerWeights layer)
    {
        var config = _weights.Config;
        if (!config.HasHeadNorms)
            return null;
        float[] gains =
        [
            .. Enumerable.Repeat(layer.QueryGain, config.HeadCount).SelectMany(gain => gain),
            .. Enumerable.Repeat(layer.KeyGain, config.KvHeadCount).SelectMany(gain => gain),
        ];
        return new(Own(Vector(gains).View(config.HeadCount + config.KvHeadCount, config.HeadSize)), gains);
    }

    private DeviceGain? Gain(float[] values) => values.Length == 0 ? null : new(Vector(values), values);

    private ITensor Vector(float[] values) =>
        Own(_tensors.FromWords(Packed.Words(values, _weights.Storage), [values.Length], _weights.Storage));

    private ITensor Matrix(WeightMatrix matrix)
    {
        var flat = Own(_tensors.Empty([matrix.ElementCount], _weights.Storage));
        for (long at = 0, run; at < matrix.ElementCount; at += run)
        {
            var from = (matrix.Offset + at) % WeightBlock.Period;
            run = Math.Min(WeightBlock.Period - from, matrix.ElementCount - at);
            using var target = flat.Narrow(0, at, run);
            using var source = Block(matrix.Scale).Narrow(0, from, run);
            target.CopyFrom(source);
        }
        return Own(flat.View(matrix.RowCount, matrix.ColumnCount));
    }

    /// <summary>One period of the random numbers, scaled on the host. A model has few scales.</summary>
    private ITensor Block(float scale)
    {
        if (_blocks.TryGetValue(scale, out var block))
            return block;
        var values = _weights.Embedding.Block.OnePeriod;
        return _blocks[scale] = Vector(scale == 1 ? [.. values] : [.. values.ToArray().Select(value => value * scale)]);
    }

    private ITensor Transposed(ITensor matrix) => Own(matrix.Transpose());

    private ITensor Own(ITensor tensor)
    {
        _owned.Add(tensor);
        return tensor;
    }
}

/// <summary>The tensors of one layer, with the shapes of <see cref="LlamaLayerWeights"/>; matrices are transposed views.</summary>
/// <param name="QkvBias">(1, (H + 2·Hkv)·D); null: the model has none.</param>
/// <param name="HeadGains">Of the norms of queries and keys, (H + Hkv, D); null: the model does not normalise them.</param>
/// <param name="AttentionOutputGain">Null: the output is not normalised.</param>
/// <param name="FfnOutputGain">Null: the output is not normalised.</param>
internal sealed record DeviceLayer(
    DeviceGain AttentionGain, ITensor Qkv, ITensor? QkvBias, DeviceGain? HeadGains, ITensor AttentionOutput,
    DeviceGain? AttentionOutputGain, DeviceGain FfnGain, ITensor GateUp, ITensor Down, DeviceGain? FfnOutputGain);

/// <summary>The gain of a norm, on the device and on the host. It is exact in every storage type.</summary>
internal sealed record DeviceGain(ITensor Tensor, float[] Values);
