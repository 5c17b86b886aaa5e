using System.Runtime.CompilerServices;

namespace GpuBench.Kernels.MatMul;

/// <summary>How the operands lie, by the letters of BLAS as a row-major caller reads them: N normal, T transposed.</summary>
public enum MatMulLayout
{
    /// <summary>A is (M,K), B is (K,N), both row-major.</summary>
    NN,

    /// <summary>A is (M,K) and B is (N,K), both row-major, as the weights of a linear layer are: C = A·Bᵀ.</summary>
    NT,
}

/// <summary>Where B's elements lie: a type argument of a kernel, so that its algorithm is written once for both layouts.</summary>
internal interface ILayoutB
{
    /// <summary>A constant to the compiler: the branch not taken costs nothing.</summary>
    static abstract bool IsTransposed { get; }

    /// <summary>The number of the element in row <paramref name="k"/> and column <paramref name="n"/> of the (K,N) matrix, from the start of its batch.</summary>
    static abstract int Element(int k, int n, MatMulSize shape);
}

/// <summary><see cref="MatMulLayout.NN"/>: neighbours along N are adjacent.</summary>
internal readonly struct LayoutNN : ILayoutB
{
    public static bool IsTransposed => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Element(int k, int n, MatMulSize shape) => k * shape.N + n;
}

/// <summary><see cref="MatMulLayout.NT"/>: neighbours along K are adjacent.</summary>
internal readonly struct LayoutNT : ILayoutB
{
    public static bool IsTransposed => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Element(int k, int n, MatMulSize shape) => n * shape.K + k;
}
