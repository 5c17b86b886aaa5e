using GpuBench.Measuring.Trials;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Models;

namespace GpuBench.Torch.Models;

/// <summary>Weights on a device. Blocks of random numbers are copied there once; the matrices are assembled from them.</summary>
internal sealed class DeviceWeights : IDisposable
{
    private readonly List<ITensor> _owned = [];
    private readonly Dictionary<(DType, float), ITensor> _blocks = [];
    private readonly ITensor? _conversion;
    private readonly bool _isPacked;
    private readonly LlamaWeights _weights;
    private readonly ITensorFactory _tensors;

    /// <param name="isPacked">
    /// Matrices of the operands' type are stored in oneDNN's layout. An output matrix that is the embedding is stored twice.
    /// </param>
    public DeviceWeights(LlamaWeights weights, ITensorFactory tensors, bool isPacked)
    {
        (_weights, _tensors, _isPacked) = (weights, tensors, isPacked);
        Embedding = Own(Assembled(weights.Embedding, weights.Storage, weights.Embedding.Scale));
        Output = weights.Config.IsTied ? OfOperands(Embedding) : OfOperands(weights.Output);
        if (weights.LayerStorage == LayerStorage.Int8)
            _conversion = Own(tensors.Empty([LargestOf(weights.Layers[0])], weights.Storage));
        FinalGain = Gain(weights.FinalGain)!;
        Layers = [.. weights.Layers.Select(Layer)];
    }

    /// <summary>(vocabulary, hidden).</summary>
    public ITensor Embedding { get; }

    public IWeightMatrix Output { get; }

    public DeviceGain FinalGain { get; }

    public IReadOnlyList<DeviceLayer> Layers { get; }

    public void Dispose()
    {
        foreach (var tensor in _owned)
            tensor.Dispose();
    }

    private DeviceLayer Layer(LlamaLayerWeights layer) => new(
        Gain(layer.AttentionGain)!, Matrix(layer.Qkv), Bias(layer), HeadGains(layer),
        Matrix(layer.AttentionOutput), Gain(layer.AttentionOutputGain),
        Gain(layer.FfnGain)!, Matrix(layer.GateUp), Matrix(layer.Down), Gain(layer.FfnOutputGain));

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

    private ITensor Vector(float[] values) => Vector(values, _weights.Storage);

    private ITensor Vector(float[] values, DType type) => Own(_tensors.FromWords(Packed.Words(values, type), [values.Length], type));

    private IWeightMatrix Matrix(WeightMatrix matrix)
    {
        if (_conversion is null)
            return OfOperands(matrix);
        using var part = _conversion.Narrow(0, 0, matrix.ElementCount);
        var conversion = Own(part.View(matrix.RowCount, matrix.ColumnCount));
        return new Int8Matrix(
            _tensors, Own(Assembled(matrix, DType.Int8, scale: 1)),
            Vector([.. Enumerable.Range(0, matrix.RowCount).Select(matrix.ScaleOf)]), conversion, Transposed(conversion));
    }

    private static long LargestOf(LlamaLayerWeights layer) =>
        new[] { layer.Qkv, layer.AttentionOutput, layer.GateUp, layer.Down }.Max(matrix => matrix.ElementCount);

    private IWeightMatrix OfOperands(WeightMatrix matrix)
    {
        var rows = Assembled(matrix, _weights.Storage, matrix.Scale);
        if (!_isPacked)
            return OfOperands(Own(rows));
        using (rows)
            return OfOperands(rows);
    }

    /// <param name="rows">(outputs, inputs). A packed matrix does not need it any more.</param>
    private IWeightMatrix OfOperands(ITensor rows) => _isPacked
        ? new PackedMatrix(_tensors, Own(PackedMatrix.Pack(_tensors, rows)))
        : new DenseMatrix(Transposed(rows));

    /// <returns>(rows, columns), which the caller owns.</returns>
    private ITensor Assembled(WeightMatrix matrix, DType type, float scale)
    {
        using var flat = _tensors.Empty([matrix.ElementCount], type);
        var block = Block(matrix.Block, type, scale);
        for (long at = 0, run; at < matrix.ElementCount; at += run)
        {
            var from = (matrix.Offset + at) % WeightBlock.Period;
            run = Math.Min(WeightBlock.Period - from, matrix.ElementCount - at);
            using var target = flat.Narrow(0, at, run);
            using var source = block.Narrow(0, from, run);
            target.CopyFrom(source);
        }
        return flat.View(matrix.RowCount, matrix.ColumnCount);
    }

    /// <summary>One period of the random numbers, scaled on the host. A model has few scales.</summary>
    private ITensor Block(WeightBlock numbers, DType type, float scale)
    {
        if (_blocks.TryGetValue((type, scale), out var block))
            return block;
        var values = numbers.OnePeriod;
        return _blocks[(type, scale)] = Vector(scale == 1 ? [.. values] : [.. values.ToArray().Select(value => value * scale)], type);
    }

    private ITensor Transposed(ITensor matrix) => Own(matrix.Transpose());

    private ITensor Own(ITensor tensor)
    {
        _owned.Add(tensor);
        return tensor;
    }
}

/// <summary>The tensors of one layer, with the shapes of <see cref="LlamaLayerWeights"/>.</summary>
/// <param name="QkvBias">(1, (H + 2·Hkv)·D); null: the model has none.</param>
/// <param name="HeadGains">Of the norms of queries and keys, (H + Hkv, D); null: the model does not normalise them.</param>
/// <param name="AttentionOutputGain">Null: the output is not normalised.</param>
/// <param name="FfnOutputGain">Null: the output is not normalised.</param>
internal sealed record DeviceLayer(
    DeviceGain AttentionGain, IWeightMatrix Qkv, ITensor? QkvBias, DeviceGain? HeadGains, IWeightMatrix AttentionOutput,
    DeviceGain? AttentionOutputGain, DeviceGain FfnGain, IWeightMatrix GateUp, IWeightMatrix Down, DeviceGain? FfnOutputGain);

/// <summary>The gain of a norm, on the device and on the host. It is exact in every storage type.</summary>
internal sealed record DeviceGain(ITensor Tensor, float[] Values);
