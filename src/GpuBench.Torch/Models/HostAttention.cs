using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;

namespace GpuBench.Torch.Models;

/// <summary>One query head against cached keys and values, on one thread, in fp32.</summary>
internal static class HostAttention<T, TElement> where T : unmanaged where TElement : IHostElement<T>
{
    /// <summary>Columns of the result that stay in registers over all keys: four vectors hide the latency of an addition.</summary>
    private const int ColumnBlock = 32;

    /// <summary>What head sizes must be a multiple of.</summary>
    public const int SizeMultiple = ColumnBlock;

    /// <param name="query">(D).</param>
    /// <param name="keys">(S, D).</param>
    /// <param name="values">(S, D).</param>
    /// <param name="shares">Room for S numbers.</param>
    /// <param name="mixed">(D): softmax(q·kᵀ/√D)·v.</param>
    public static void Attend(ReadOnlySpan<float> query, ReadOnlySpan<T> keys, ReadOnlySpan<T> values, Span<float> shares, Span<float> mixed)
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
