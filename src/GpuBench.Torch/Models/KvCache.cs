using GpuBench.Workloads.Models;
using static TorchSharp.torch;

namespace GpuBench.Torch.Models;

/// <summary>Keys and values of every layer, (B, Hkv, capacity, D), allocated once: decoding never grows it.</summary>
internal sealed class KvCache : IDisposable
{
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;

    public KvCache(LlamaConfig config, int batch, int capacity, ScalarType type, Device device)
    {
        Tensor[] Allocate() =>
            [.. Enumerable.Range(0, config.LayerCount).Select(_ =>
                zeros([batch, config.KvHeadCount, capacity, config.HeadSize], dtype: type, device: device).DetachFromDisposeScope())];
        (_keys, _values) = (Allocate(), Allocate());
    }

    /// <summary>Stores <paramref name="count"/> positions, (B, Hkv, count, D) each.</summary>
    /// <returns>Keys and values of all positions up to and with the new ones: views.</returns>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor keys, Tensor values, int start, int count)
    {
        _keys[layer].narrow(2, start, count).copy_(keys);
        _values[layer].narrow(2, start, count).copy_(values);
        return (_keys[layer].narrow(2, 0, start + count), _values[layer].narrow(2, 0, start + count));
    }

    /// <summary>Makes everything from <paramref name="start"/> on NaN: whatever reads a position that nobody wrote anew shows it.</summary>
    public void Poison(int start)
    {
        using var scope = NewDisposeScope();
        foreach (var tensor in _keys.Concat(_values))
            tensor.narrow(2, start, tensor.size(2) - start).fill_(double.NaN);
    }

    public void Dispose()
    {
        foreach (var tensor in _keys.Concat(_values))
            tensor.Dispose();
    }
}
