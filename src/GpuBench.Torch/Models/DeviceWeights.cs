using System.Runtime.InteropServices;
using GpuBench.Workloads.Models;
using static TorchSharp.torch;

namespace GpuBench.Torch.Models;

/// <summary>Weights on a device. The random block is copied once; the matrices are assembled from it there.</summary>
internal sealed class DeviceWeights : IDisposable
{
    private readonly List<Tensor> _owned = [];
    private readonly ScalarType _type;
    private readonly Device _device;
    private readonly Tensor _block;

    public DeviceWeights(LlamaWeights weights, ScalarType type, Device device)
    {
        (_type, _device) = (type, device);
        _block = Vector(weights.Embedding.Block.OnePeriod);
        Embedding = Matrix(weights.Embedding);
        Output = weights.Config.IsTied ? Embedding : Matrix(weights.Output);
        FinalGain = Vector(weights.FinalGain);
        Layers = [.. weights.Layers.Select(layer => new DeviceLayer(
            Vector(layer.AttentionGain), Matrix(layer.Qkv), HeadGains(layer, weights.Config), Own(Matrix(layer.AttentionOutput).t()),
            Vector(layer.FfnGain), Matrix(layer.GateUp), Own(Matrix(layer.Down).t())))];
    }

    public Tensor Embedding { get; }

    public Tensor Output { get; }

    public Tensor FinalGain { get; }

    public IReadOnlyList<DeviceLayer> Layers { get; }

    public void Dispose()
    {
        foreach (var tensor in _owned)
            tensor.Dispose();
    }

    private Tensor Vector(ReadOnlySpan<float> values)
    {
        using var scope = NewDisposeScope();
        var host = empty(values.Length, dtype: ScalarType.Float32);
        values.CopyTo(MemoryMarshal.Cast<byte, float>(host.bytes));
        return Own(host.to(_type).to(_device));
    }

    private Tensor? HeadGains(LlamaLayerWeights layer, LlamaConfig config)
    {
        if (!config.HasHeadNorms)
            return null;
        float[] gains =
        [
            .. Enumerable.Repeat(layer.QueryGain, config.HeadCount).SelectMany(gain => gain),
            .. Enumerable.Repeat(layer.KeyGain, config.KvHeadCount).SelectMany(gain => gain),
        ];
        return Own(Vector(gains).view(config.HeadCount + config.KvHeadCount, config.HeadSize));
    }

    private Tensor Matrix(WeightMatrix matrix)
    {
        using var scope = NewDisposeScope();
        var flat = empty(matrix.ElementCount, dtype: _type, device: _device);
        for (long at = 0, run; at < matrix.ElementCount; at += run)
        {
            var from = (matrix.Offset + at) % WeightBlock.Period;
            run = Math.Min(WeightBlock.Period - from, matrix.ElementCount - at);
            flat.narrow(0, at, run).copy_(_block.narrow(0, from, run));
        }
        if (matrix.Scale != 1)
            flat.mul_(matrix.Scale);
        return Own(flat.view(matrix.RowCount, matrix.ColumnCount));
    }

    private Tensor Own(Tensor tensor)
    {
        _owned.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }
}

/// <summary>The tensors of one layer, with the shapes of <see cref="LlamaLayerWeights"/>.</summary>
/// <param name="HeadGains">Of the norms of queries and keys, (H + Hkv, D); null without head norms.</param>
/// <param name="AttentionOutput">Transposed as torch.addmm takes it, so that no step makes this view.</param>
/// <param name="Down">Transposed in the same way.</param>
internal sealed record DeviceLayer(
    Tensor AttentionGain, Tensor Qkv, Tensor? HeadGains, Tensor AttentionOutput, Tensor FfnGain, Tensor GateUp, Tensor Down);
