using System.Runtime.CompilerServices;

namespace GpuBench.Kernels.MatMul;

/// <summary>The layouts of the operands, by the letters of BLAS for row-major data: N normal, T transposed.</summary>
public enum MatMulLayout
{
    /// <summary>A is (M,K), B is (K,N), both row-major.</summary>
    NN,

    /// <summary>A is (M,K), B is (N,K), both row-major: C = A·Bᵀ. The weights of a linear layer have this layout.</summary>
    NT,
}

/// <summary>The layout of B. Kernels take it as a type argument, so that one algorithm serves both layouts.</summary>
internal interface ILayoutB
{
    /// <summary>A compile-time constant: the compiler drops the branch that is not taken.</summary>
    static abstract bool IsTransposed { get; }

    /// <summary>Index of element (<paramref name="k"/>, <paramref name="n"/>) of the (K,N) matrix, within its matrix.</summary>
    static abstract int Element(int k, int n, MatMulSize shape);
}

/// <summary><see cref="MatMulLayout.NN"/>: elements along N are contiguous.</summary>
internal readonly struct LayoutNN : ILayoutB
{
    public static bool IsTransposed => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Element(int k, int n, MatMulSize shape) => k * shape.N + n;
}

/// <summary><see cref="MatMulLayout.NT"/>: elements along K are contiguous.</summary>
internal readonly struct LayoutNT : ILayoutB
{
    public static bool IsTransposed => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Element(int k, int n, MatMulSize shape) => n * shape.K + k;
}
