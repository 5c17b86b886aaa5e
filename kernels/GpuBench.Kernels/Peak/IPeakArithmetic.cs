namespace GpuBench.Kernels.Peak;

/// <summary>One arithmetic as a type argument of <see cref="MultiplyAddPeak{TNumber, TArithmetic}"/>.</summary>
internal interface IPeakArithmetic<TNumber>
    where TNumber : unmanaged
{
    /// <summary>All integers below this are exact.</summary>
    static abstract long ExactIntegers { get; }

    static abstract TNumber MultiplyAdd(TNumber x, TNumber factor, TNumber addend);

    /// <summary>Exact for the small integers that accumulators start from.</summary>
    static abstract TNumber OfInteger(int value);

    /// <summary>The bits of a number, folded to a word.</summary>
    static abstract uint Bits(TNumber value);
}
