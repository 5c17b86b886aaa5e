using GpuBench.Measuring.Trials;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Oracles;

namespace GpuBench.Torch.Models;

/// <summary>
/// A Llama-shaped decoder that calls libtorch's operators one by one, through either engine. Oracle: <see cref="LlamaOracle"/>. Not
/// thread-safe.
/// </summary>
internal sealed class LlamaDecoder : IDisposable
{
    private readonly LlamaConfig _config;
    private readonly DType _type;
    private readonly LayerStorage _layers;
    private readonly bool _isPacked;
    private readonly int _capacity;
    private readonly ITensorFactory _tensors;
    private readonly DeviceWeights _weights;
    private readonly RotaryTable _rotary;
    private readonly ILayerOperators _operators;

    /// <param name="capacity">The number of positions with prepared rotations.</param>
    public LlamaDecoder(LlamaWeights weights, ITensorFactory tensors, int capacity)
    {
        (_config, _type, _layers, _tensors, _capacity) =
            (weights.Config, weights.Storage, weights.LayerStorage, tensors, capacity);
        _isPacked = PackedMatrix.Serves(tensors, _type);
        _weights = new(weights, tensors, _isPacked);
        _rotary = new(_config, capacity, tensors);
        _operators = tensors.IsOnHost && HostOperators.Has(_type)
            ? new HostOperators(_config, tensors, _type, _rotary)
            : new TorchOperators(_config, tensors, _rotary);
    }

    /// <summary>The operators between the matrix products of a pass, with the kernel of its attention.</summary>
    public string OperatorsOf(DecoderPass pass, int start, KvCache cache)
    {
        using var growing = CuDnnAttention.Forbid();
        return _operators.Describe(pass, new(pass.Batch, start, pass.Count), cache);
    }

    /// <summary>The functions of the matrix products of a pass.</summary>
    public string ProductsOf(DecoderPass pass, MatMulSettings settings)
    {
        var name = $"{(_isPacked ? PackedMatrix.Name : _tensors.GivenProductName)}{settings}";
        return _layers == LayerStorage.Int8 ? $"{Int8Matrix.Describe(pass.RowCount)}; output matrix: {name}" : name;
    }

    public KvCache NewCache(int batch, int capacity) => new(_config, _tensors, _type, batch, capacity);

    /// <param name="count">New tokens of each sequence.</param>
    public DecoderPass NewPass(int batch, int count) => new(_config, _tensors, _type, batch, count, _operators.UsesViews);

    /// <summary>Token ids of B sequences of S, one sequence after another: (B·S).</summary>
    public ITensor Tokens(params IReadOnlyList<long[]> rows)
    {
        long[] ids = [.. rows.SelectMany(row => row)];
        return _tensors.FromIds(ids, [ids.Length]);
    }

    /// <summary>
    /// Runs all tokens of a pass, stores their keys and values in the cache, and writes <see cref="DecoderPass.Logits"/>.
    /// </summary>
    /// <param name="tokens">(B·S) ids. After a context S is 1, because more tokens would need another mask.</param>
    /// <param name="start">Positions already in the cache.</param>
    public void Forward(DecoderPass pass, ITensor tokens, int start, KvCache cache)
    {
        if (start > 0 && pass.Count > 1)
            throw new ArgumentException("after a context, a pass takes one token per sequence", nameof(pass));
        // Kernels on a host write to addresses, which they do not check.
        if (start + pass.Count > Math.Min(cache.Capacity, _capacity))
            throw new ArgumentException($"position {start + pass.Count} is beyond the cache or the rotations", nameof(start));
        using var growing = CuDnnAttention.Forbid();
        TransformerOperators.Rows(_weights.Embedding, tokens, result: pass.Stream);
        ITensor? addend = null;
        for (var layer = 0; layer < _config.LayerCount; layer++)
        {
            addend = Attend(pass, addend, layer, new(pass.Batch, start, pass.Count), cache);
            addend = FeedForward(pass, addend, _weights.Layers[layer]);
        }
        if (addend is not null)
            pass.Stream.Add(addend);
        pass.ReadLast();
        using var normalised = _operators.Normalize(pass.Last, addend: null, pass.Batch, _weights.FinalGain);
        _weights.Output.Multiply(normalised, pass.Batch, result: pass.Logits);
    }

    public void Dispose()
    {
        _rotary.Dispose();
        _weights.Dispose();
    }

    /// <param name="addend">An output that is not yet in the stream; null: none. The norm adds it.</param>
    /// <returns>The output that is not yet in the stream; null: none.</returns>
    private ITensor? Attend(DecoderPass pass, ITensor? addend, int layer, Positions positions, KvCache cache)
    {
        var weights = _weights.Layers[layer];
        using (var normalised = _operators.Normalize(pass.Stream, addend, pass.RowCount, weights.AttentionGain))
            Project(pass, normalised, weights);
        using var mixed = _operators.Attend(pass, weights.HeadGains, layer, positions, cache);
        return AddToStream(pass, mixed, weights.AttentionOutput, weights.AttentionOutputGain);
    }

    /// <inheritdoc cref="Attend"/>
    private ITensor? FeedForward(DecoderPass pass, ITensor? addend, DeviceLayer weights)
    {
        using (var normalised = _operators.Normalize(pass.Stream, addend, pass.RowCount, weights.FfnGain))
            weights.GateUp.Multiply(normalised, pass.RowCount, result: pass.Both);
        _operators.Gate(pass);
        return AddToStream(pass, pass.Gated, weights.Down, weights.FfnOutputGain);
    }

    /// <summary>The bias is there before the product adds to it, so that their sum is rounded once.</summary>
    private static void Project(DecoderPass pass, ITensor normalised, DeviceLayer weights)
    {
        if (weights.QkvBias is null)
        {
            weights.Qkv.Multiply(normalised, pass.RowCount, result: pass.Projected);
            return;
        }
        pass.Projected.CopyFrom(weights.QkvBias);
        weights.Qkv.AddProduct(normalised, pass.RowCount, sum: pass.Projected);
    }

    /// <summary>
    /// Rounds the sum once if the product itself adds to the stream. A norm of the product needs the product alone. A norm of the stream
    /// can add it.
    /// </summary>
    /// <inheritdoc cref="Attend"/>
    private ITensor? AddToStream(DecoderPass pass, ITensor x, IWeightMatrix weights, DeviceGain? gain)
    {
        if (gain is null && !_operators.AddsInNorms)
        {
            weights.AddProduct(x, pass.RowCount, sum: pass.Stream);
            return null;
        }
        weights.Multiply(x, pass.RowCount, result: pass.Half);
        if (gain is null)
            return pass.Half;
        using var normalised = _operators.Normalize(pass.Half, addend: null, pass.RowCount, gain);
        pass.Stream.Add(normalised);
        return null;
    }
}
