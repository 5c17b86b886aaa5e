using GpuBench.Workloads.Models;
using static TorchSharp.torch;

namespace GpuBench.Torch.Models;

/// <summary>
/// Keys and values of every layer, allocated once; decoding does not grow it. A layer's keys and values are halves of one tensor
/// (B, 2·Hkv, capacity, D). The joint projection produces them side by side, so that one copy stores both.
/// </summary>
internal sealed class KvCache : IDisposable
{
    private readonly Tensor[] _layers;
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;

    public KvCache(LlamaConfig config, int batch, int capacity, ScalarType type, Device device)
    {
        (Type, Capacity) = (type, capacity);
        _layers = [.. Enumerable.Range(0, config.LayerCount).Select(_ =>
            zeros([batch, 2 * config.KvHeadCount, capacity, config.HeadSize], dtype: type, device: device).DetachFromDisposeScope())];
        _keys = Halves(0);
        _values = Halves(config.KvHeadCount);

        Tensor[] Halves(int from) => [.. _layers.Select(layer => layer.narrow(1, from, config.KvHeadCount).DetachFromDisposeScope())];
    }

    public ScalarType Type { get; }

    /// <summary>Maximum number of positions.</summary>
    public int Capacity { get; }

    public long LayerBytes => _layers[0].numel() * _layers[0].element_size();

    /// <summary>A layer of a cache in host memory: (B, 2·Hkv, capacity, D).</summary>
    public Span<byte> HostLayer(int layer) => _layers[layer].bytes;

    /// <summary>Stores keys and values, (B, 2·Hkv, S, D), converting them to its own type.</summary>
    /// <inheritdoc cref="Seen"/>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor keysAndValues, Positions positions)
    {
        _layers[layer].narrow(2, positions.Start, positions.Count).copy_(keysAndValues);
        return Seen(layer, positions);
    }

    /// <returns>Views of the keys and values of all positions including the new ones, (B, Hkv, start + S, D) each.</returns>
    public (Tensor Keys, Tensor Values) Seen(int layer, Positions positions) =>
        (_keys[layer].narrow(2, 0, positions.Seen), _values[layer].narrow(2, 0, positions.Seen));

    /// <summary>Sets all positions from <paramref name="start"/> on to NaN, so that a read of a position not written since shows.</summary>
    public void Poison(int start)
    {
        using var scope = NewDisposeScope();
        foreach (var layer in _layers)
            layer.narrow(2, start, layer.size(2) - start).fill_(double.NaN);
    }

    public void Dispose()
    {
        foreach (var tensor in (Tensor[])[.. _keys, .. _values, .. _layers])
            tensor.Dispose();
    }
}

/// <summary>The positions that a pass processes, the same for every sequence of the batch.</summary>
/// <param name="Start">Positions already in the cache.</param>
internal readonly record struct Positions(int Batch, int Start, int Count)
{
    /// <summary>Positions that the last one attends to, itself included.</summary>
    public int Seen => Start + Count;
}
