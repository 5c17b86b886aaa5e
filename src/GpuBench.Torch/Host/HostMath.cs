using System.Runtime.CompilerServices;

namespace GpuBench.Torch.Host;

/// <summary>Elements of a storage type, fp32 or bf16 as its bits (<see cref="ushort"/>), and functions of vectors.</summary>
internal static unsafe class HostMath<V, TVector> where V : unmanaged where TVector : IHostVector<V>
{
    /// <summary>Adding it rounds a number below 2^22 to an integer, which is in the lowest bits of the sum.</summary>
    private const float RoundToInteger = 12_582_912;

    // A polynomial for 2^f, |f| <= 1/2, that is 1 at 0; its largest relative error is the smallest possible: 1.02e-4.
    private const float Short1 = 0.693282902f;
    private const float Short2 = 0.242210954f;
    private const float Short3 = 0.0550089329f;

    // The same with two more terms: 9.2e-8 before rounding.
    private const float Long1 = 0.693146978f;
    private const float Long2 = 0.240222421f;
    private const float Long3 = 0.0555073376f;
    private const float Long4 = 0.00967151298f;
    private const float Long5 = 0.00132647225f;

    /// <summary>The smallest exponent of a normal number.</summary>
    private const float MinExponent = -126;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<T>(T* from) where T : unmanaged =>
        typeof(T) == typeof(float) ? TVector.Load((float*)from) : TVector.LoadBf16((ushort*)from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTwo<T>(T* to, V first, V second) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            TVector.Store((float*)to, first);
            TVector.Store((float*)to + TVector.Count, second);
            return;
        }
        TVector.StoreTwoBf16((ushort*)to, first, second);
    }

    /// <summary>
    /// 2^x for x up to 127, with a relative error below 4e-7; for a result that is stored as bf16, below 1.1e-4, a thirtieth of its
    /// rounding. Below -126 the result is a positive number below 1.2e-38.
    /// </summary>
    /// <typeparam name="T">The type of the result in memory: fp32, or bf16 as <see cref="ushort"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V PowerOfTwo<T>(V x)
    {
        x = TVector.Max(x, TVector.Create(MinExponent));
        var shifted = TVector.Add(x, TVector.Create(RoundToInteger));
        var f = TVector.Subtract(x, TVector.Subtract(shifted, TVector.Create(RoundToInteger)));
        return TVector.ScaleByPowerOfTwo(typeof(T) == typeof(float) ? Long(f) : Short(f), shifted);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Short(V f)
    {
        var p = TVector.MultiplyAdd(TVector.Create(Short3), f, TVector.Create(Short2));
        p = TVector.MultiplyAdd(p, f, TVector.Create(Short1));
        return TVector.MultiplyAdd(p, f, TVector.Create(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Long(V f)
    {
        var p = TVector.MultiplyAdd(TVector.Create(Long5), f, TVector.Create(Long4));
        p = TVector.MultiplyAdd(p, f, TVector.Create(Long3));
        p = TVector.MultiplyAdd(p, f, TVector.Create(Long2));
        p = TVector.MultiplyAdd(p, f, TVector.Create(Long1));
        return TVector.MultiplyAdd(p, f, TVector.Create(1));
    }
}

/// <summary>Single elements.</summary>
internal static unsafe class HostScalar
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load<T>(T* from) where T : unmanaged =>
        typeof(T) == typeof(float) ? *(float*)from : BitConverter.UInt32BitsToSingle((uint)*(ushort*)from << 16);

    /// <summary>Rounded to nearest, ties to even.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(T* to, float value) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            *(float*)to = value;
            return;
        }
        var bits = BitConverter.SingleToUInt32Bits(value);
        *(ushort*)to = (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
