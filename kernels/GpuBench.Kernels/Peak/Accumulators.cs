using System.Runtime.CompilerServices;

namespace GpuBench.Kernels.Peak;

/// <summary>Eight independent chains of multiply-adds in registers: enough for a device to start one while others finish.</summary>
internal struct Accumulators<TNumber, TArithmetic>
    where TNumber : unmanaged
    where TArithmetic : struct, IPeakArithmetic<TNumber>
{
    public const int Count = 8;

    private TNumber x0;
    private TNumber x1;
    private TNumber x2;
    private TNumber x3;
    private TNumber x4;
    private TNumber x5;
    private TNumber x6;
    private TNumber x7;

    /// <summary>The chains start at <paramref name="first"/>, first + 1, ...</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Accumulators<TNumber, TArithmetic> StartAt(int first)
    {
        Accumulators<TNumber, TArithmetic> start;
        start.x0 = TArithmetic.OfInteger(first);
        start.x1 = TArithmetic.OfInteger(first + 1);
        start.x2 = TArithmetic.OfInteger(first + 2);
        start.x3 = TArithmetic.OfInteger(first + 3);
        start.x4 = TArithmetic.OfInteger(first + 4);
        start.x5 = TArithmetic.OfInteger(first + 5);
        start.x6 = TArithmetic.OfInteger(first + 6);
        start.x7 = TArithmetic.OfInteger(first + 7);
        return start;
    }

    /// <summary>One multiply-add in each chain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Accumulators<TNumber, TArithmetic> Step(TNumber factor, TNumber addend)
    {
        Accumulators<TNumber, TArithmetic> next;
        next.x0 = TArithmetic.MultiplyAdd(x0, factor, addend);
        next.x1 = TArithmetic.MultiplyAdd(x1, factor, addend);
        next.x2 = TArithmetic.MultiplyAdd(x2, factor, addend);
        next.x3 = TArithmetic.MultiplyAdd(x3, factor, addend);
        next.x4 = TArithmetic.MultiplyAdd(x4, factor, addend);
        next.x5 = TArithmetic.MultiplyAdd(x5, factor, addend);
        next.x6 = TArithmetic.MultiplyAdd(x6, factor, addend);
        next.x7 = TArithmetic.MultiplyAdd(x7, factor, addend);
        return next;
    }

    /// <summary>A word that depends on every chain and on their order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Fold() => Append(Append(Append(Append(Append(Append(Append(TArithmetic.Bits(x0), x1), x2), x3), x4), x5), x6), x7);

    /// <summary>A step of the FNV-1a hash. A linear sum would not do: equal changes of all eight chains could cancel in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Append(uint folded, TNumber next) => (folded ^ TArithmetic.Bits(next)) * 16777619u;
}
