using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.Peak;

/// <summary>The arithmetic of a number type: a type argument of <see cref="MultiplyAddPeak{TNumber, TArithmetic}"/>.</summary>
internal interface IPeakArithmetic<TNumber>
    where TNumber : unmanaged
{
    /// <summary>All integers below this bound are exact.</summary>
    static abstract long ExactIntegers { get; }

    static abstract TNumber MultiplyAdd(TNumber x, TNumber factor, TNumber addend);

    /// <summary>Converts an integer; exact below <see cref="ExactIntegers"/>.</summary>
    static abstract TNumber OfInteger(int value);

    /// <summary>The bits of a number, folded into 32 bits.</summary>
    static abstract uint Bits(TNumber value);
}

internal readonly struct Fp32Arithmetic : IPeakArithmetic<float>
{
    public static long ExactIntegers => 1L << 24;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float x, float factor, float addend) => x * factor + addend;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OfInteger(int value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(float value) => Interop.FloatAsInt(value);
}

internal readonly struct Fp64Arithmetic : IPeakArithmetic<double>
{
    public static long ExactIntegers => 1L << 53;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAdd(double x, double factor, double addend) => x * factor + addend;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OfInteger(int value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(double value)
    {
        var bits = Interop.FloatAsInt(value);
        return (uint)bits ^ (uint)(bits >> 32);
    }
}

internal readonly struct Int32Arithmetic : IPeakArithmetic<int>
{
    public static long ExactIntegers => 1L << 31;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MultiplyAdd(int x, int factor, int addend) => x * factor + addend;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfInteger(int value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(int value) => (uint)value;
}

internal readonly struct Fp16Arithmetic : IPeakArithmetic<ILGPU.Half>
{
    public static long ExactIntegers => 1L << 11;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ILGPU.Half MultiplyAdd(ILGPU.Half x, ILGPU.Half factor, ILGPU.Half addend) => x * factor + addend;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ILGPU.Half OfInteger(int value) => (ILGPU.Half)value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(ILGPU.Half value) => Interop.FloatAsInt(value);
}
