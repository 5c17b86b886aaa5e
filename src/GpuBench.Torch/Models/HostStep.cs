using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GpuBench.Workloads.Models;
using static System.Runtime.Intrinsics.Vector256;

namespace GpuBench.Torch.Models;

/// <summary>
/// Attention of one new position per sequence: normalises, rotates, stores and attends in one pass. Not thread-safe.
/// </summary>
internal sealed class HostStep(LlamaConfig config, RotaryTable rotary)
{
    private float[] _shares = [];
    private float[] _mixed = [];

    /// <summary>Whether it supports the head size, and a span can hold a layer of this cache.</summary>
    public bool Serves(KvCache cache) =>
        config.HeadSize % HostAttention<float, HostFp32>.SizeMultiple == 0 && cache.LayerBytes <= int.MaxValue;

    /// <summary>Elements of keys and values that a step reads; each query head reads its own again.</summary>
    public long ElementsRead(Positions positions) => 2L * positions.Batch * positions.Seen * config.AttentionWidth;

    /// <param name="projected">(B, (H + 2·Hkv)·D); overwritten.</param>
    /// <param name="headGains">(H + Hkv, D); empty: queries and keys are not normalised.</param>
    /// <returns>(B, H·D), valid until the next call.</returns>
    public ReadOnlySpan<float> Attend(
        Span<float> projected, ReadOnlySpan<float> headGains, KvCache cache, int layer, Positions positions)
    {
        if (_shares.Length < positions.Seen)
            _shares = new float[cache.Capacity];
        if (_mixed.Length < positions.Batch * config.AttentionWidth)
            _mixed = new float[positions.Batch * config.AttentionWidth];
        if (HostRows.IsFp32(cache.Type))
            AttendAll<float, HostFp32>(projected, headGains, cache, layer, positions);
        else
            AttendAll<ushort, HostBf16>(projected, headGains, cache, layer, positions);
        return _mixed.AsSpan(0, positions.Batch * config.AttentionWidth);
    }

    private void AttendAll<T, TElement>(
        Span<float> projected, ReadOnlySpan<float> headGains, KvCache cache, int layer, Positions positions)
        where T : unmanaged where TElement : IHostElement<T>
    {
        var rotations = rotary.HostRow(positions.Start);
        var cached = MemoryMarshal.Cast<byte, T>(cache.HostLayer(layer));
        var sequenceLength = cached.Length / positions.Batch;
        for (var row = 0; row < positions.Batch; row++)
        {
            var heads = projected.Slice(row * config.QkvRows, config.QkvRows);
            var sequence = cached.Slice(row * sequenceLength, sequenceLength);
            var queriesAndKeys = heads[..((config.HeadCount + config.KvHeadCount) * config.HeadSize)];
            Normalize(queriesAndKeys, headGains);
            Rotate(queriesAndKeys, rotations);
            Store<T, TElement>(heads[config.AttentionWidth..], sequence, positions.Start);
            AttendOne<T, TElement>(heads, sequence, positions.Seen, _mixed.AsSpan(row * config.AttentionWidth, config.AttentionWidth));
        }
    }

    private void Normalize(Span<float> heads, ReadOnlySpan<float> gains)
    {
        for (var at = 0; at < gains.Length; at += config.HeadSize)
            HostRows.Normalize(heads.Slice(at, config.HeadSize), gains.Slice(at, config.HeadSize), (float)config.NormEpsilon);
    }

    /// <summary>Multiplies the pairs (2i, 2i + 1) as complex numbers.</summary>
    private static void Rotate(Span<float> heads, ReadOnlySpan<float> rotations)
    {
        for (; heads.Length > 0; heads = heads[rotations.Length..])
        {
            for (var i = 0; i < rotations.Length; i += 2)
            {
                var (x, y) = (heads[i], heads[i + 1]);
                (heads[i], heads[i + 1]) = ((x * rotations[i]) - (y * rotations[i + 1]), (y * rotations[i]) + (x * rotations[i + 1]));
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

/// <summary>One query head against cached keys and values, on one thread, in fp32.</summary>
internal static class HostAttention<T, TElement> where T : unmanaged where TElement : IHostElement<T>
{
    /// <summary>Result columns that stay in registers over all keys. Four vectors hide the latency of an addition.</summary>
    private const int ColumnBlock = 32;

    /// <summary>Head sizes must be a multiple of it.</summary>
    public const int SizeMultiple = ColumnBlock;

    /// <param name="query">(D).</param>
    /// <param name="keys">(S, D).</param>
    /// <param name="values">(S, D).</param>
    /// <param name="shares">Scratch space of S numbers.</param>
    /// <param name="mixed">(D): softmax(q·kᵀ/√D)·v.</param>
    public static void Attend(
        ReadOnlySpan<float> query, ReadOnlySpan<T> keys, ReadOnlySpan<T> values, Span<float> shares, Span<float> mixed)
    {
        for (var s = 0; s < shares.Length; s++)
            shares[s] = Dot(query, keys.Slice(s * query.Length, query.Length));
        TensorPrimitives.Multiply(shares, 1 / MathF.Sqrt(query.Length), shares);
        TensorPrimitives.SoftMax<float>(shares, shares);
        for (var column = 0; column < mixed.Length; column += ColumnBlock)
            Mix(shares, values[column..], mixed.Length, mixed.Slice(column, ColumnBlock));
    }

    private static float Dot(ReadOnlySpan<float> query, ReadOnlySpan<T> key)
    {
        ref var q = ref MemoryMarshal.GetReference(query);
        ref var k = ref MemoryMarshal.GetReference(key);
        var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (nuint i = 0; i < (nuint)query.Length; i += ColumnBlock)
        {
            a = FusedMultiplyAdd(LoadUnsafe(ref q, i), TElement.Load(ref k, i), a);
            b = FusedMultiplyAdd(LoadUnsafe(ref q, i + 8), TElement.Load(ref k, i + 8), b);
            c = FusedMultiplyAdd(LoadUnsafe(ref q, i + 16), TElement.Load(ref k, i + 16), c);
            d = FusedMultiplyAdd(LoadUnsafe(ref q, i + 24), TElement.Load(ref k, i + 24), d);
        }
        return Sum(a + b + (c + d));
    }

    private static void Mix(ReadOnlySpan<float> shares, ReadOnlySpan<T> values, int rowLength, Span<float> mixed)
    {
        ref var v = ref MemoryMarshal.GetReference(values);
        var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        nuint at = 0;
        foreach (var share in shares)
        {
            var weight = Create(share);
            a = FusedMultiplyAdd(weight, TElement.Load(ref v, at), a);
            b = FusedMultiplyAdd(weight, TElement.Load(ref v, at + 8), b);
            c = FusedMultiplyAdd(weight, TElement.Load(ref v, at + 16), c);
            d = FusedMultiplyAdd(weight, TElement.Load(ref v, at + 24), d);
            at += (nuint)rowLength;
        }
        a.CopyTo(mixed);
        b.CopyTo(mixed[8..]);
        c.CopyTo(mixed[16..]);
        d.CopyTo(mixed[24..]);
    }
}
