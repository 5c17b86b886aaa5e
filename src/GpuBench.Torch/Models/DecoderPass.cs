using GpuBench.Measuring.Trials;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Models;

namespace GpuBench.Torch.Models;

/// <summary>
/// The tensors that passes of one shape write into. They are created once, so that a pass allocates little and makes few calls. S tokens
/// of B sequences are B·S rows.
/// </summary>
internal sealed class DecoderPass : IDisposable
{
    private readonly List<ITensor> _owned = [];
    private readonly TorchViews? _views;

    /// <param name="count">New tokens of each sequence, S.</param>
    /// <param name="hasViews">Whether it has <see cref="Views"/>.</param>
    public DecoderPass(LlamaConfig config, ITensorFactory tensors, DType type, int batch, int count, bool hasViews)
    {
        (Type, Batch, Count) = (type, batch, count);
        var rows = batch * count;
        ITensor Empty(params long[] shape) => Own(tensors.Empty(shape, type));

        Stream = Empty(rows, config.Hidden);
        Last = count == 1 ? Stream : Empty(batch, config.Hidden);
        Projected = Empty(rows, config.QkvRows);
        Half = Empty(rows, config.Hidden);
        Both = Empty(rows, 2 * config.Ffn);
        Gated = Empty(rows, config.Ffn);
        Logits = Empty(batch, config.VocabularySize);
        _views = hasViews ? new(config, tensors, this) : null;
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

    /// <summary>(B·S, (H + 2·Hkv)·D): queries, keys, values.</summary>
    public ITensor Projected { get; }

    /// <summary>The output of one half of a layer, before its norm or before it is added to the stream, (B·S, hidden).</summary>
    public ITensor Half { get; }

    /// <summary>(B·S, 2·ffn): the gate, then its factor.</summary>
    public ITensor Both { get; }

    /// <summary>(B·S, ffn).</summary>
    public ITensor Gated { get; }

    /// <summary>Of the last token of each sequence, (B, vocabulary).</summary>
    public ITensor Logits { get; }

    /// <summary>Copies the last token of each sequence from <see cref="Stream"/> to <see cref="Last"/>.</summary>
    public void ReadLast()
    {
        if (Last == Stream)
            return;
        using var sequences = Stream.View(Batch, Count, -1);
        using var last = sequences.Narrow(1, Count - 1, 1);
        using var rows = last.View(Batch, -1);
        Last.CopyFrom(rows);
    }

    /// <exception cref="InvalidOperationException">The pass has none.</exception>
    public TorchViews Views => _views ?? throw new InvalidOperationException("the pass was created without views");

    public void Dispose()
    {
        _views?.Dispose();
        foreach (var tensor in _owned)
            tensor.Dispose();
    }

    private ITensor Own(ITensor tensor)
    {
        _owned.Add(tensor);
        return tensor;
    }
}
