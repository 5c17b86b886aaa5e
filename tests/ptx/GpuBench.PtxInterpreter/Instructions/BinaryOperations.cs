using System.Numerics;
using System.Runtime.Intrinsics;

namespace GpuBench.PtxInterpreter.Instructions;

internal readonly struct Add<T> : IBinaryOperation<T>
    where T : unmanaged, INumber<T>
{
    public static T Apply(T a, T b) => a + b;

    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a + b;
}

internal readonly struct Subtract<T> : IBinaryOperation<T>
    where T : unmanaged, INumber<T>
{
    public static T Apply(T a, T b) => a - b;

    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a - b;
}

internal readonly struct Multiply<T> : IBinaryOperation<T>
    where T : unmanaged, INumber<T>
{
    public static T Apply(T a, T b) => a * b;

    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a * b;
}

internal readonly struct And<T> : IBinaryOperation<T>
    where T : unmanaged, IBinaryInteger<T>
{
    public static T Apply(T a, T b) => a & b;

    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a & b;
}

internal readonly struct Or<T> : IBinaryOperation<T>
    where T : unmanaged, IBinaryInteger<T>
{
    public static T Apply(T a, T b) => a | b;

    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a | b;
}

internal readonly struct ExclusiveOr<T> : IBinaryOperation<T>
    where T : unmanaged, IBinaryInteger<T>
{
    public static T Apply(T a, T b) => a ^ b;

    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a ^ b;
}
