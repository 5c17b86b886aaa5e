using GpuBench.Measuring.Trials;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Models;

namespace GpuBench.Torch.Models;

/// <summary>
/// Keys and values of every layer, allocated once; decoding does not grow it. A layer's keys and values are halves of one tensor
/// (B, 2·Hkv, capacity, D). The joint projection produces them side by side, so that one copy stores both.
/// </summary>
internal sealed class KvCache : IDisposable
{
    private readonly ITensor[] _layers;
    private readonly ITensor[] _keys;
    private readonly ITensor[] _values;

    /// <summary>Uninitialised.</summary>
    public KvCache(LlamaConfig config, ITensorFactory tensors, DType type, int batch, int capacity)
    {
        long[] shape = [batch, 2 * config.KvHeadCount, capacity, config.HeadSize];
        Capacity = capacity;
        _layers = [.. Enumerable.Range(0, config.LayerCount).Select(_ => tensors.Empty(shape, type))];
        _keys = [.. _layers.Select(layer => layer.Narrow(1, 0, config.KvHeadCount))];
        _values = [.. _layers.Select(layer => layer.Narrow(1, config.KvHeadCount, config.KvHeadCount))];
    }

    /// <summary>Maximum number of positions.</summary>
    public int Capacity { get; }

    /// <summary>(B, 2·Hkv, capacity, D).</summary>
    public ITensor Layer(int layer) => _layers[layer];

    /// <summary>Stores keys and values, (B, 2·Hkv, S, D), converting them to its own type.</summary>
    public void Append(int layer, ITensor keysAndValues, Positions positions)
    {
        using var place = _layers[layer].Narrow(2, positions.Start, positions.Count);
        place.CopyFrom(keysAndValues);
    }

    /// <returns>Views of the keys and values of all positions including the new ones, (B, Hkv, start + S, D) each.</returns>
    public (ITensor Keys, ITensor Values) Seen(int layer, Positions positions) =>
        (_keys[layer].Narrow(2, 0, positions.Seen), _values[layer].Narrow(2, 0, positions.Seen));

    /// <summary>Sets all positions from <paramref name="start"/> on to NaN, so that a read of a position not written since shows.</summary>
    public void Poison(int start)
    {
        foreach (var layer in _layers)
        {
            using var rest = layer.Narrow(2, start, Capacity - start);
            rest.Poison();
        }
    }

    public void Dispose()
    {
        foreach (var tensor in (ITensor[])[.. _keys, .. _values, .. _layers])
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
