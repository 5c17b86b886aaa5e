using System.Numerics.Tensors;
using GpuBench.Workloads.Models;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace GpuBench.Torch.Models;

/// <summary>
/// Operators of a step on a host: one pass and one thread each. libtorch makes 24 small passes per layer between the matrix products
/// of a step. For each, the weights have evicted code and data from the cache; together they take a third of the products' time.
/// Larger inputs go to libtorch, whose threads then pay off. Not thread-safe.
/// </summary>
internal sealed class HostOperators(LlamaConfig config, ScalarType type, RotaryTable rotary, TorchOperators libtorch) : ILayerOperators
{
    /// <summary>Up to this number of elements read, one thread finishes before libtorch's other threads start.</summary>
    private const int OneThreadElements = 1 << 20;

    private readonly HostStep _step = new(config, rotary);
    private float[] _row = [];

    public string Describe(Positions positions, KvCache cache) => IsStep(positions, cache)
        ? "norms, attention and gates with one pass per operator on one thread"
        : $"{libtorch.Describe(positions, cache)}; short norms and gates with one pass per operator on one thread";

    public Tensor Normalize(Tensor x, Tensor gain)
    {
        if (x.numel() > OneThreadElements)
            return libtorch.Normalize(x, gain);

        var rows = Row((int)x.numel() + config.Hidden);
        var gains = rows[^config.Hidden..];
        HostRows.Read(gain, gains);
        rows = rows[..^config.Hidden];
        HostRows.Read(x, rows);
        for (; rows.Length > 0; rows = rows[config.Hidden..])
            HostRows.Normalize(rows[..config.Hidden], gains, (float)config.NormEpsilon);
        return ToTensor(_row.AsSpan(0, (int)x.numel()), config.Hidden);
    }

    public Tensor Attend(Tensor projected, Tensor? headGains, int layer, Positions positions, KvCache cache)
    {
        if (!IsStep(positions, cache))
            return libtorch.Attend(projected, headGains, layer, positions, cache);

        var gainCount = (int)(headGains?.numel() ?? 0);
        var rows = Row((int)projected.numel() + gainCount);
        var gains = rows[^gainCount..];
        var heads = rows[..^gainCount];
        HostRows.Read(projected, heads);
        if (headGains is not null)
            HostRows.Read(headGains, gains);
        return ToTensor(_step.Attend(heads, gains, cache, layer, positions), config.AttentionWidth);
    }

    public Tensor Gate(Tensor both)
    {
        if (both.numel() > OneThreadElements)
            return libtorch.Gate(both);

        var rows = Row((int)both.numel());
        HostRows.Read(both, rows);
        var gated = rows[..(rows.Length / 2)];
        for (var at = 0; at < gated.Length; at += config.Ffn)
        {
            // Results overwrite rows at the front that were already read.
            var gate = rows.Slice(2 * at, config.Ffn);
            var up = rows.Slice((2 * at) + config.Ffn, config.Ffn);
            TensorPrimitives.Multiply(gate, up, up);
            TensorPrimitives.Sigmoid(gate, gate);
            TensorPrimitives.Multiply(gate, up, up);
            up.CopyTo(gated[at..]);
        }
        return ToTensor(gated, config.Ffn);
    }

    public void Dispose() => libtorch.Dispose();

    private bool IsStep(Positions positions, KvCache cache) =>
        positions.Count == 1 && _step.ElementsRead(positions) <= OneThreadElements && _step.Serves(cache);

    private Span<float> Row(int length)
    {
        if (_row.Length < length)
            _row = new float[length];
        return _row.AsSpan(0, length);
    }

    private Tensor ToTensor(ReadOnlySpan<float> values, int width)
    {
        var tensor = empty(values.Length / width, width, dtype: type);
        HostRows.Write(values, tensor);
        return tensor;
    }
}
