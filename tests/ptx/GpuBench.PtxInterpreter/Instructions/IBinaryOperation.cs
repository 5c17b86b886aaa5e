using System.Runtime.Intrinsics;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>An operation of two operands, for one lane and for the lanes of a host vector.</summary>
internal interface IBinaryOperation<T>
    where T : unmanaged
{
    static abstract T Apply(T a, T b);

    static abstract Vector256<T> Apply(Vector256<T> a, Vector256<T> b);
}
