using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GpuBench.Torch.Host;

/// <summary>The fp32 vectors of a host. Kernels are written once for all widths.</summary>
internal unsafe interface IHostVector<V> where V : unmanaged
{
    /// <summary>Elements of a vector.</summary>
    static abstract int Count { get; }

    static abstract V Create(float value);

    static abstract V Load(float* from);

    static abstract void Store(float* to, V value);

    /// <summary>From bf16.</summary>
    static abstract V LoadBf16(ushort* from);

    /// <summary>Two vectors to bf16, rounded to nearest, ties away from zero.</summary>
    static abstract void StoreTwoBf16(ushort* to, V first, V second);

    static abstract V Add(V x, V y);

    static abstract V Subtract(V x, V y);

    static abstract V Multiply(V x, V y);

    /// <summary>1/x, x at least 1, with a relative error below 1e-6; 0 if x is above 1e38.</summary>
    static abstract V Reciprocal(V x);

    /// <summary>x · y + z.</summary>
    static abstract V MultiplyAdd(V x, V y, V z);

    /// <summary>x · y - z in even places, x · y + z in odd ones.</summary>
    static abstract V MultiplySubtractAdd(V x, V y, V z);

    /// <summary>For numbers without NaN.</summary>
    static abstract V Max(V x, V y);

    /// <summary>For numbers without NaN.</summary>
    static abstract V Min(V x, V y);

    /// <summary>For numbers without NaN.</summary>
    static abstract bool IsAnyAbove(V x, float limit);

    /// <summary>Exchanges the elements 2i and 2i + 1.</summary>
    static abstract V SwapPairs(V x);

    /// <summary>The element 2i in the places 2i and 2i + 1.</summary>
    static abstract V FirstOfPairs(V x);

    /// <summary>The element 2i + 1 in the places 2i and 2i + 1.</summary>
    static abstract V SecondOfPairs(V x);

    /// <summary>x · 2^n. n is the lowest bits of <paramref name="n"/>; a vector in which x is 0 is not supported.</summary>
    static abstract V ScaleByPowerOfTwo(V x, V n);

    /// <summary>The other elements are undefined.</summary>
    static abstract V FromFour(Vector128<float> first);

    static abstract Vector128<float> FirstFour(V x);

    static abstract float Sum(V x);

    /// <summary>The sums of four vectors.</summary>
    static abstract Vector128<float> Sums(V a, V b, V c, V d);

    /// <summary>The maxima of four vectors.</summary>
    static abstract Vector128<float> Maxima(V a, V b, V c, V d);
}

/// <summary>512 bits; only with <see cref="Vector512.IsHardwareAccelerated"/>.</summary>
internal readonly unsafe struct HostVector512 : IHostVector<Vector512<float>>
{
    public static int Count => 16;

    public static Vector512<float> Create(float value) => Vector512.Create(value);

    public static Vector512<float> Load(float* from) => Vector512.Load(from);

    public static void Store(float* to, Vector512<float> value) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadBf16(ushort* from) =>
        (Avx512F.ConvertToVector512UInt32(Vector256.Load(from)) << 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTwoBf16(ushort* to, Vector512<float> first, Vector512<float> second)
    {
        var highHalves = (Vector512<ushort>.Indices * 2) + Vector512<ushort>.One;
        var half = Vector512.Create(0x8000u);
        var (low, high) = (first.AsUInt32() + half, second.AsUInt32() + half);
        Avx512BW.PermuteVar32x16x2(low.AsUInt16(), highHalves, high.AsUInt16()).Store(to);
    }

    public static Vector512<float> Add(Vector512<float> x, Vector512<float> y) => x + y;

    public static Vector512<float> Subtract(Vector512<float> x, Vector512<float> y) => x - y;

    public static Vector512<float> Multiply(Vector512<float> x, Vector512<float> y) => x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Reciprocal(Vector512<float> x)
    {
        var near = Avx512F.Reciprocal14(x);
        return near * Vector512.FusedMultiplyAdd(-x, near, Vector512.Create(2f));
    }

    public static Vector512<float> MultiplyAdd(Vector512<float> x, Vector512<float> y, Vector512<float> z) =>
        Vector512.FusedMultiplyAdd(x, y, z);

    public static Vector512<float> MultiplySubtractAdd(Vector512<float> x, Vector512<float> y, Vector512<float> z) =>
        Avx512F.FusedMultiplyAddSubtract(x, y, z);

    public static Vector512<float> Max(Vector512<float> x, Vector512<float> y) => Vector512.MaxNative(x, y);

    public static Vector512<float> Min(Vector512<float> x, Vector512<float> y) => Vector512.MinNative(x, y);

    public static bool IsAnyAbove(Vector512<float> x, float limit) => Vector512.GreaterThanAny(x, Create(limit));

    public static Vector512<float> SwapPairs(Vector512<float> x) => Avx512F.Permute4x32(x, 0b10_11_00_01);

    public static Vector512<float> FirstOfPairs(Vector512<float> x) => Avx512F.DuplicateEvenIndexed(x);

    public static Vector512<float> SecondOfPairs(Vector512<float> x) => Avx512F.DuplicateOddIndexed(x);

    public static Vector512<float> ScaleByPowerOfTwo(Vector512<float> x, Vector512<float> n) =>
        (x.AsInt32() + (n.AsInt32() << 23)).AsSingle();

    public static Vector512<float> FromFour(Vector128<float> first) => first.ToVector256Unsafe().ToVector512Unsafe();

    public static Vector128<float> FirstFour(Vector512<float> x) => x.GetLower().GetLower();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> x) => Vector256.Sum(x.GetLower() + x.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d) =>
        HostVector256.Sums(
            a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Maxima(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d) =>
        HostVector256.Maxima(MaxOfHalves(a), MaxOfHalves(b), MaxOfHalves(c), MaxOfHalves(d));

    private static Vector256<float> MaxOfHalves(Vector512<float> x) => Vector256.MaxNative(x.GetLower(), x.GetUpper());
}

/// <summary>256 bits; on hosts without them the runtime divides them.</summary>
internal readonly unsafe struct HostVector256 : IHostVector<Vector256<float>>
{
    public static int Count => 8;

    public static Vector256<float> Create(float value) => Vector256.Create(value);

    public static Vector256<float> Load(float* from) => Vector256.Load(from);

    public static void Store(float* to, Vector256<float> value) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadBf16(ushort* from)
    {
        var bits = Vector128.Load(from);
        var wide = Avx2.IsSupported
            ? Avx2.ConvertToVector256Int32(bits).AsUInt32()
            : Vector256.Create(Vector128.WidenLower(bits), Vector128.WidenUpper(bits));
        return (wide << 16).AsSingle();
    }

    public static void StoreTwoBf16(ushort* to, Vector256<float> first, Vector256<float> second)
    {
        var half = Vector256.Create(0x8000u);
        Vector256.Narrow((first.AsUInt32() + half) >>> 16, (second.AsUInt32() + half) >>> 16).Store(to);
    }

    public static Vector256<float> Add(Vector256<float> x, Vector256<float> y) => x + y;

    public static Vector256<float> Subtract(Vector256<float> x, Vector256<float> y) => x - y;

    public static Vector256<float> Multiply(Vector256<float> x, Vector256<float> y) => x * y;

    public static Vector256<float> Reciprocal(Vector256<float> x) => Vector256<float>.One / x;

    public static Vector256<float> MultiplyAdd(Vector256<float> x, Vector256<float> y, Vector256<float> z) =>
        Vector256.FusedMultiplyAdd(x, y, z);

    public static Vector256<float> MultiplySubtractAdd(Vector256<float> x, Vector256<float> y, Vector256<float> z) => Fma.IsSupported
        ? Fma.MultiplyAddSubtract(x, y, z)
        : Vector256.FusedMultiplyAdd(x, y, z * Vector256.Create(-1f, 1, -1, 1, -1, 1, -1, 1));

    public static Vector256<float> Max(Vector256<float> x, Vector256<float> y) => Vector256.MaxNative(x, y);

    public static Vector256<float> Min(Vector256<float> x, Vector256<float> y) => Vector256.MinNative(x, y);

    public static bool IsAnyAbove(Vector256<float> x, float limit) => Vector256.GreaterThanAny(x, Create(limit));

    public static Vector256<float> SwapPairs(Vector256<float> x) => Vector256.Shuffle(x, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));

    public static Vector256<float> FirstOfPairs(Vector256<float> x) => Vector256.Shuffle(x, Vector256.Create(0, 0, 2, 2, 4, 4, 6, 6));

    public static Vector256<float> SecondOfPairs(Vector256<float> x) => Vector256.Shuffle(x, Vector256.Create(1, 1, 3, 3, 5, 5, 7, 7));

    public static Vector256<float> ScaleByPowerOfTwo(Vector256<float> x, Vector256<float> n) =>
        (x.AsInt32() + (n.AsInt32() << 23)).AsSingle();

    public static Vector256<float> FromFour(Vector128<float> first) => first.ToVector256Unsafe();

    public static Vector128<float> FirstFour(Vector256<float> x) => x.GetLower();

    public static float Sum(Vector256<float> x) => Vector256.Sum(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        if (!Avx.IsSupported)
            return Vector128.Create(Sum(a), Sum(b), Sum(c), Sum(d));
        var sums = Avx.HorizontalAdd(Avx.HorizontalAdd(a, b), Avx.HorizontalAdd(c, d));
        return sums.GetLower() + sums.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Maxima(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        var (x, y, z, w) = (MaxOfHalves(a), MaxOfHalves(b), MaxOfHalves(c), MaxOfHalves(d));
        if (!Sse.IsSupported)
            return Vector128.Create(Max(x), Max(y), Max(z), Max(w));
        var xy = Vector128.MaxNative(Sse.UnpackLow(x, y), Sse.UnpackHigh(x, y));
        var zw = Vector128.MaxNative(Sse.UnpackLow(z, w), Sse.UnpackHigh(z, w));
        return Vector128.MaxNative(Sse.MoveLowToHigh(xy, zw), Sse.MoveHighToLow(zw, xy));
    }

    private static Vector128<float> MaxOfHalves(Vector256<float> x) => Vector128.MaxNative(x.GetLower(), x.GetUpper());

    private static float Max(Vector128<float> x) => MathF.Max(MathF.Max(x[0], x[1]), MathF.Max(x[2], x[3]));
}
