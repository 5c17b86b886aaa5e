using GpuBench.Workloads.Models;
using GpuBench.Workloads.Oracles;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace GpuBench.Torch.Models;

/// <summary>
/// A Llama-shaped decoder that calls operators eagerly, without graphs or compilation. Oracle: <see cref="LlamaOracle"/>. Not
/// thread-safe.
/// </summary>
internal sealed class LlamaDecoder : IDisposable
{
    private readonly LlamaConfig _config;
    private readonly ScalarType _type;
    private readonly Device _device;
    private readonly DeviceWeights _weights;
    private readonly ILayerOperators _operators;

    /// <param name="capacity">The number of positions with prepared rotations.</param>
    public LlamaDecoder(LlamaWeights weights, ScalarType type, Device device, int capacity)
    {
        using var unrecorded = no_grad();
        (_config, _type, _device) = (weights.Config, type, device);
        _weights = new(weights, type, device);
        var rotary = new RotaryTable(_config, capacity, device);
        var libtorch = new TorchOperators(_config, type, device, rotary);
        _operators = device.type == TorchSharp.DeviceType.CPU ? new HostOperators(_config, type, rotary, libtorch) : libtorch;
    }

    /// <summary>The operators between the matrix products of a pass, with the kernel of its attention.</summary>
    public string OperatorsOf(Positions positions, KvCache cache)
    {
        using var unrecorded = inference_mode();
        using var growing = CuDnnAttention.Forbid();
        return _operators.Describe(positions, cache);
    }

    public KvCache NewCache(int batch, int capacity) => new(_config, batch, capacity, _type, _device);

    /// <summary>Token ids as a tensor for the decoder: (B, S) from B rows of S.</summary>
    public Tensor Tokens(IReadOnlyList<long[]> rows)
    {
        using var scope = NewDisposeScope();
        return tensor([.. rows.SelectMany(row => row)], [rows.Count, rows[0].Length]).to(_device).DetachFromDisposeScope();
    }

    /// <summary>Runs all positions of <paramref name="tokens"/> and stores their keys and values in the cache.</summary>
    /// <param name="tokens">(B, S) ids. After a context S is 1, because more tokens would need another mask.</param>
    /// <param name="start">Positions already in the cache.</param>
    /// <returns>Logits of the last position, (B, vocabulary), in the current dispose scope.</returns>
    public Tensor Forward(Tensor tokens, int start, KvCache cache)
    {
        var (batch, count) = ((int)tokens.size(0), (int)tokens.size(1));
        if (start > 0 && count > 1)
            throw new ArgumentException("after a context, a pass takes one token per sequence", nameof(tokens));
        using var unrecorded = inference_mode();
        using var growing = CuDnnAttention.Forbid();
        using var scope = NewDisposeScope();
        var stream = _weights.Embedding.index_select(0, tokens.reshape(-1));
        for (var layer = 0; layer < _config.LayerCount; layer++)
        {
            Attend(stream, layer, new(batch, start, count), cache);
            FeedForward(stream, _weights.Layers[layer]);
        }
        var last = stream.view(batch, count, _config.Hidden).narrow(1, count - 1, 1).reshape(batch, _config.Hidden).contiguous();
        return linear(_operators.Normalize(last, _weights.FinalGain), _weights.Output).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _operators.Dispose();
        _weights.Dispose();
    }

    /// <param name="stream">(B·S, hidden), updated in place.</param>
    private void Attend(Tensor stream, int layer, Positions positions, KvCache cache)
    {
        // Frees a layer's temporaries with the layer, so that peak memory does not grow with depth.
        using var scope = NewDisposeScope();
        var weights = _weights.Layers[layer];
        var projected = linear(_operators.Normalize(stream, weights.AttentionGain), weights.Qkv);
        AddProduct(stream, _operators.Attend(projected, weights.HeadGains, layer, positions, cache), weights.AttentionOutput);
    }

    private void FeedForward(Tensor stream, DeviceLayer weights)
    {
        using var scope = NewDisposeScope();
        var both = linear(_operators.Normalize(stream, weights.FfnGain), weights.GateUp);
        AddProduct(stream, _operators.Gate(both), weights.Down);
    }

    /// <summary>Rounds the sum once, because the product itself adds to it.</summary>
    /// <param name="weights">(inputs, hidden).</param>
    private static void AddProduct(Tensor stream, Tensor x, Tensor weights) => stream.addmm_(x, weights);
}
