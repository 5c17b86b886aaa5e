using System.Runtime.InteropServices;
using GpuBench.Workloads.Models;
using static TorchSharp.torch;

namespace GpuBench.Torch.Models;

/// <summary>The attention of one new position a sequence: turned, stored and attended to in one pass. Used by one thread at a time.</summary>
internal sealed class HostStep(LlamaConfig config, RotaryTable rotary)
{
    private float[] _shares = [];
    private float[] _mixed = [];

    /// <summary>Whether it knows heads of this size and a span holds a layer of this cache.</summary>
    public bool Serves(KvCache cache) =>
        config.HeadSize % HostAttention<float, Fp32Element>.SizeMultiple == 0 && cache.LayerBytes <= int.MaxValue;

    /// <summary>Elements of keys and values that a step reads, for each query head anew.</summary>
    public long ElementsRead(Positions positions) => 2L * positions.Batch * positions.Seen * config.AttentionWidth;

    /// <param name="projected">(B, (H + 2·Hkv)·D): changed.</param>
    /// <returns>(B, H·D), until the next call.</returns>
    public ReadOnlySpan<float> Attend(Span<float> projected, KvCache cache, int layer, Positions positions)
    {
        if (_shares.Length < positions.Seen)
            _shares = new float[cache.Capacity];
        if (_mixed.Length < positions.Batch * config.AttentionWidth)
            _mixed = new float[positions.Batch * config.AttentionWidth];
        if (cache.Type == ScalarType.Float32)
            AttendAll<float, Fp32Element>(projected, cache, layer, positions);
        else
            AttendAll<ushort, Bf16Element>(projected, cache, layer, positions);
        return _mixed.AsSpan(0, positions.Batch * config.AttentionWidth);
    }

    private void AttendAll<T, TElement>(Span<float> projected, KvCache cache, int layer, Positions positions)
        where T : unmanaged where TElement : IHostElement<T>
    {
        var turns = rotary.HostRow(positions.Start);
        var cached = MemoryMarshal.Cast<byte, T>(cache.HostLayer(layer));
        var sequenceLength = cached.Length / positions.Batch;
        for (var row = 0; row < positions.Batch; row++)
        {
            var heads = projected.Slice(row * config.QkvRows, config.QkvRows);
            var sequence = cached.Slice(row * sequenceLength, sequenceLength);
            Turn(heads[..((config.HeadCount + config.KvHeadCount) * config.HeadSize)], turns);
            Store<T, TElement>(heads[config.AttentionWidth..], sequence, positions.Start);
            AttendOne<T, TElement>(heads, sequence, positions.Seen, _mixed.AsSpan(row * config.AttentionWidth, config.AttentionWidth));
        }
    }

    /// <summary>Complex products of the pairs (2i, 2i + 1).</summary>
    private static void Turn(Span<float> heads, ReadOnlySpan<float> turns)
    {
        for (; heads.Length > 0; heads = heads[turns.Length..])
        {
            for (var i = 0; i < turns.Length; i += 2)
            {
                var (x, y) = (heads[i], heads[i + 1]);
                (heads[i], heads[i + 1]) = ((x * turns[i]) - (y * turns[i + 1]), (y * turns[i]) + (x * turns[i + 1]));
            }
        }
    }

    private void Store<T, TElement>(ReadOnlySpan<float> keysAndValues, Span<T> sequence, int position)
        where T : unmanaged where TElement : IHostElement<T>
    {
        var (size, headLength) = (config.HeadSize, sequence.Length / (2 * config.KvHeadCount));
        for (var head = 0; head < 2 * config.KvHeadCount; head++)
        {
            for (var i = 0; i < size; i++)
                sequence[(head * headLength) + (position * size) + i] = TElement.From(keysAndValues[(head * size) + i]);
        }
    }

    /// <summary>All query heads of one sequence.</summary>
    private void AttendOne<T, TElement>(ReadOnlySpan<float> queries, ReadOnlySpan<T> sequence, int seen, Span<float> mixed)
        where T : unmanaged where TElement : IHostElement<T>
    {
        var (size, headLength) = (config.HeadSize, sequence.Length / (2 * config.KvHeadCount));
        var queriesPerKey = config.HeadCount / config.KvHeadCount;
        for (var head = 0; head < config.HeadCount; head++)
        {
            var keys = sequence.Slice(head / queriesPerKey * headLength, seen * size);
            var values = sequence.Slice((config.KvHeadCount + (head / queriesPerKey)) * headLength, seen * size);
            HostAttention<T, TElement>.Attend(
                queries.Slice(head * size, size), keys, values, _shares.AsSpan(0, seen), mixed.Slice(head * size, size));
        }
    }
}
