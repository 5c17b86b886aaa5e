using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Host;

/// <summary>
/// Softmax with powers of two, block after block (Milakov and Gimelshein 2018). All numbers are finite. The reference of a row, which is
/// subtracted from its scores, need not be their maximum, because the total has the same factor. It rises only if a score is far above
/// it. So most blocks do not change the earlier sums.
/// </summary>
internal static unsafe class HostSoftmax<V, TVector> where V : unmanaged where TVector : IHostVector<V>
{
    /// <summary>How far a score may be above its row's reference: a share is at most 2^8.</summary>
    private const float MaxShareExponent = 8;

    /// <summary>
    /// Replaces the scores of four rows by their shares, not yet divided by the total. A shorter type takes the first part of a row.
    /// </summary>
    /// <typeparam name="TShare">fp32, or bf16 as <see cref="ushort"/>.</typeparam>
    /// <param name="scores">(4, columns), at a distance of <paramref name="stride"/>.</param>
    /// <param name="columns">A multiple of 16, for bf16 of 32.</param>
    /// <param name="references">(4): of each row until now; before its first score a number far below it.</param>
    /// <param name="totals">(4): the sum of each row's shares until now.</param>
    /// <returns>The factor by which the earlier shares of each row shrink.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector128<float> Update<TShare>(float* scores, nint stride, int columns, float* references, float* totals)
        where TShare : unmanaged
    {
        float* row0 = scores, row1 = row0 + stride, row2 = row1 + stride, row3 = row2 + stride;
        V max0 = TVector.Load(row0), max1 = TVector.Load(row1), max2 = TVector.Load(row2), max3 = TVector.Load(row3);
        for (var i = TVector.Count; i < columns; i += TVector.Count)
        {
            max0 = TVector.Max(max0, TVector.Load(row0 + i));
            max1 = TVector.Max(max1, TVector.Load(row1 + i));
            max2 = TVector.Max(max2, TVector.Load(row2 + i));
            max3 = TVector.Max(max3, TVector.Load(row3 + i));
        }
        V r0 = TVector.Create(references[0]), r1 = TVector.Create(references[1]);
        V r2 = TVector.Create(references[2]), r3 = TVector.Create(references[3]);
        var above01 = TVector.Max(TVector.Subtract(max0, r0), TVector.Subtract(max1, r1));
        var above23 = TVector.Max(TVector.Subtract(max2, r2), TVector.Subtract(max3, r3));
        var shrink = Vector128<float>.One;
        if (TVector.IsAnyAbove(TVector.Max(above01, above23), MaxShareExponent))
        {
            var before = Vector128.Load(references);
            var after = Vector128.MaxNative(before, TVector.Maxima(max0, max1, max2, max3));
            after.Store(references);
            shrink = TVector.FirstFour(HostMath<V, TVector>.PowerOfTwo<float>(TVector.FromFour(before - after)));
            (r0, r1, r2, r3) = (TVector.Create(after[0]), TVector.Create(after[1]), TVector.Create(after[2]), TVector.Create(after[3]));
        }
        V sum0 = TVector.Create(0), sum1 = TVector.Create(0), sum2 = TVector.Create(0), sum3 = TVector.Create(0);
        for (var i = 0; i < columns; i += typeof(TShare) == typeof(float) ? TVector.Count : 2 * TVector.Count)
        {
            sum0 = TVector.Add(sum0, Share<TShare>(row0, i, r0));
            sum1 = TVector.Add(sum1, Share<TShare>(row1, i, r1));
            sum2 = TVector.Add(sum2, Share<TShare>(row2, i, r2));
            sum3 = TVector.Add(sum3, Share<TShare>(row3, i, r3));
        }
        ((Vector128.Load(totals) * shrink) + TVector.Sums(sum0, sum1, sum2, sum3)).Store(totals);
        return shrink;
    }

    /// <summary>The same for one row, whose reference is its maximum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float UpdateOne(float* scores, int columns, ref float maximum, ref float total)
    {
        var max = TVector.Load(scores);
        for (var i = TVector.Count; i < columns; i += TVector.Count)
            max = TVector.Max(max, TVector.Load(scores + i));
        var before = maximum;
        maximum = MathF.Max(before, TVector.Maxima(max, max, max, max)[0]);
        var (m, sum) = (TVector.Create(maximum), TVector.Create(0));
        for (var i = 0; i < columns; i += TVector.Count)
            sum = TVector.Add(sum, Share<float>(scores, i, m));
        var shrink = TVector.FirstFour(HostMath<V, TVector>.PowerOfTwo<float>(TVector.Create(before - maximum)))[0];
        total = (total * shrink) + TVector.Sum(sum);
        return shrink;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Share<TShare>(float* row, int i, V reference) where TShare : unmanaged
    {
        var share = HostMath<V, TVector>.PowerOfTwo<TShare>(TVector.Subtract(TVector.Load(row + i), reference));
        if (typeof(TShare) == typeof(float))
        {
            TVector.Store(row + i, share);
            return share;
        }
        var next = HostMath<V, TVector>.PowerOfTwo<TShare>(TVector.Subtract(TVector.Load(row + i + TVector.Count), reference));
        TVector.StoreTwoBf16((ushort*)row + i, share, next);
        return TVector.Add(share, next);
    }
}
