using GpuBench.Measuring.Trials;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Models;

namespace GpuBench.Torch.Models;

/// <summary>Tensors and views of a pass that only <see cref="TorchOperators"/> need. Products must write into the viewed tensors.</summary>
internal sealed class TorchViews : IDisposable
{
    private readonly List<ITensor> _owned = [];

    public TorchViews(LlamaConfig config, ITensorFactory tensors, DecoderPass pass)
    {
        var (batch, count, size, rotating) = (pass.Batch, pass.Count, config.HeadSize, config.HeadCount + config.KvHeadCount);
        var heads = rotating + config.KvHeadCount;
        ProjectedHeads = Own(pass.Projected.View(batch, count, heads, size));
        Heads = Own(tensors.Empty([batch, count, heads, size], DType.Fp32));
        QueriesAndKeys = Own(Heads.Narrow(2, 0, rotating));
        var rotated = Own(QueriesAndKeys.Narrow(3, 0, config.RotarySize));
        Pairs = Own(new TransformerOperators(tensors).AsComplex(Own(rotated.View(batch, count, rotating, config.RotarySize / 2, 2))));
        var byHead = Own(Heads.Exchange(1, 2));
        RotatedQueries = Own(byHead.Narrow(1, 0, config.HeadCount));
        KeysAndValues = Own(byHead.Narrow(1, config.HeadCount, 2 * config.KvHeadCount));
        Queries = Own(Own(tensors.Empty([batch, count, config.HeadCount, size], pass.Type)).Exchange(1, 2));
        Gate = Own(pass.Both.Narrow(1, 0, config.Ffn));
        Up = Own(pass.Both.Narrow(1, config.Ffn, config.Ffn));
    }

    /// <summary>(B, S, H + 2·Hkv, D), a view of the projections.</summary>
    public ITensor ProjectedHeads { get; }

    /// <summary>The same in fp32, in which positions are rotated.</summary>
    public ITensor Heads { get; }

    /// <summary>(B, S, H + Hkv, D), a view of <see cref="Heads"/>.</summary>
    public ITensor QueriesAndKeys { get; }

    /// <summary>The rotated elements of queries and keys as complex numbers, (B, S, H + Hkv, pairs), a view.</summary>
    public ITensor Pairs { get; }

    /// <summary>(B, H, S, D), a view of <see cref="Heads"/>.</summary>
    public ITensor RotatedQueries { get; }

    /// <summary>(B, 2·Hkv, S, D), a view of <see cref="Heads"/>.</summary>
    public ITensor KeysAndValues { get; }

    /// <summary>The queries in the type of the model, (B, H, S, D), a view.</summary>
    public ITensor Queries { get; }

    /// <summary>(B·S, ffn), a view.</summary>
    public ITensor Gate { get; }

    /// <inheritdoc cref="Gate"/>
    public ITensor Up { get; }

    public void Dispose()
    {
        foreach (var tensor in _owned)
            tensor.Dispose();
    }

    private ITensor Own(ITensor tensor)
    {
        _owned.Add(tensor);
        return tensor;
    }
}
