using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Host;

/// <summary>Softmax with powers of two, block after block (Milakov and Gimelshein 2018). All numbers are finite.</summary>
internal static unsafe class HostSoftmax<V, TVector> where V : unmanaged where TVector : IHostVector<V>
{
    /// <summary>
    /// Replaces the scores of four rows by their shares, not yet divided by the total. A shorter type takes the first part of a row.
    /// </summary>
    /// <typeparam name="TShare">fp32, or bf16 as <see cref="ushort"/>.</typeparam>
    /// <param name="scores">(4, columns), at a distance of <paramref name="stride"/>.</param>
    /// <param name="columns">A multiple of 16, for bf16 of 32.</param>
    /// <param name="maxima">(4): the largest score of each row until now.</param>
    /// <param name="totals">(4): the sum of each row's shares until now.</param>
    /// <returns>The factor by which the earlier shares of each row shrink.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector128<float> Update<TShare>(float* scores, nint stride, int columns, float* maxima, float* totals)
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
        var before = Vector128.Load(maxima);
        var after = Vector128.MaxNative(before, TVector.Maxima(max0, max1, max2, max3));
        after.Store(maxima);
        V m0 = TVector.Create(after[0]), m1 = TVector.Create(after[1]), m2 = TVector.Create(after[2]), m3 = TVector.Create(after[3]);
        V sum0 = TVector.Create(0), sum1 = TVector.Create(0), sum2 = TVector.Create(0), sum3 = TVector.Create(0);
        for (var i = 0; i < columns; i += typeof(TShare) == typeof(float) ? TVector.Count : 2 * TVector.Count)
        {
            sum0 = TVector.Add(sum0, Share<TShare>(row0, i, m0));
            sum1 = TVector.Add(sum1, Share<TShare>(row1, i, m1));
            sum2 = TVector.Add(sum2, Share<TShare>(row2, i, m2));
            sum3 = TVector.Add(sum3, Share<TShare>(row3, i, m3));
        }
        var shrink = TVector.FirstFour(HostMath<V, TVector>.PowerOfTwo(TVector.FromFour(before - after)));
        ((Vector128.Load(totals) * shrink) + TVector.Sums(sum0, sum1, sum2, sum3)).Store(totals);
        return shrink;
    }

    /// <summary>The same for one row.</summary>
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
        var shrink = TVector.FirstFour(HostMath<V, TVector>.PowerOfTwo(TVector.Create(before - maximum)))[0];
        total = (total * shrink) + TVector.Sum(sum);
        return shrink;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Share<TShare>(float* row, int i, V max) where TShare : unmanaged
    {
        var share = HostMath<V, TVector>.PowerOfTwo(TVector.Subtract(TVector.Load(row + i), max));
        if (typeof(TShare) == typeof(float))
        {
            TVector.Store(row + i, share);
            return share;
        }
        var next = HostMath<V, TVector>.PowerOfTwo(TVector.Subtract(TVector.Load(row + i + TVector.Count), max));
        TVector.StoreTwoBf16((ushort*)row + i, share, next);
        return TVector.Add(share, next);
    }
}
