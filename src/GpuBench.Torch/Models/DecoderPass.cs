using GpuBench.Measuring.Trials;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Models;

namespace GpuBench.Torch.Models;

/// <summary>
/// The tensors that passes of one shape write into, with their views. They are created once, so that a pass allocates little and makes
/// few calls. S tokens of B sequences are B·S rows.
/// </summary>
internal sealed class DecoderPass : IDisposable
{
    private readonly List<ITensor> _owned = [];

    /// <param name="count">New tokens of each sequence, S.</param>
    public DecoderPass(LlamaConfig config, ITensorFactory tensors, DType type, int batch, int count)
    {
        (Type, Batch, Count) = (type, batch, count);
        var (rows, size, heads) = (batch * count, config.HeadSize, config.HeadCount + (2 * config.KvHeadCount));
        ITensor Empty(DType storage, params long[] shape) => Own(tensors.Empty(shape, storage));

        Stream = Empty(type, rows, config.Hidden);
        Last = count == 1 ? Stream : Empty(type, batch, config.Hidden);
        LastOfStream = Own(Own(Own(Stream.View(batch, count, config.Hidden)).Narrow(1, count - 1, 1)).View(batch, config.Hidden));
        Projected = Empty(type, rows, config.QkvRows);
        ProjectedHeads = Own(Projected.View(batch, count, heads, size));
        Heads = Empty(DType.Fp32, batch, count, heads, size);
        QueriesAndKeys = Own(Heads.Narrow(2, 0, config.HeadCount + config.KvHeadCount));
        var rotated = Own(QueriesAndKeys.Narrow(3, 0, config.RotarySize));
        Pairs = Own(new TransformerOperators(tensors).AsComplex(
            Own(rotated.View(batch, count, config.HeadCount + config.KvHeadCount, config.RotarySize / 2, 2))));
        var byHead = Own(Heads.Exchange(1, 2));
        RotatedQueries = Own(byHead.Narrow(1, 0, config.HeadCount));
        KeysAndValues = Own(byHead.Narrow(1, config.HeadCount, 2 * config.KvHeadCount));
        Queries = Own(Empty(type, batch, count, config.HeadCount, size).Exchange(1, 2));
        Half = Empty(type, rows, config.Hidden);
        Both = Empty(type, rows, 2 * config.Ffn);
        Gate = Own(Both.Narrow(1, 0, config.Ffn));
        Up = Own(Both.Narrow(1, config.Ffn, config.Ffn));
        Gated = Empty(type, rows, config.Ffn);
        Logits = Empty(type, batch, config.VocabularySize);
    }

    public DType Type { get; }

    /// <summary>B.</summary>
    public int Batch { get; }

    /// <summary>S.</summary>
    public int Count { get; }

    public int RowCount => Batch * Count;

    /// <summary>The residual stream, (B·S, hidden).</summary>
    public ITensor Stream { get; }

    /// <summary>The last token of each sequence, (B, hidden). With one token it is <see cref="Stream"/> itself.</summary>
    public ITensor Last { get; }

    /// <summary>A view of the stream in the shape of <see cref="Last"/>.</summary>
    public ITensor LastOfStream { get; }

    /// <summary>(B·S, (H + 2·Hkv)·D): queries, keys, values.</summary>
    public ITensor Projected { get; }

    /// <summary>(B, S, H + 2·Hkv, D), a view.</summary>
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

    /// <summary>The output of one half of a layer before its norm, (B·S, hidden).</summary>
    public ITensor Half { get; }

    /// <summary>(B·S, 2·ffn): the gate, then its factor.</summary>
    public ITensor Both { get; }

    public ITensor Gate { get; }

    public ITensor Up { get; }

    /// <summary>(B·S, ffn).</summary>
    public ITensor Gated { get; }

    /// <summary>Of the last token of each sequence, (B, vocabulary).</summary>
    public ITensor Logits { get; }

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
