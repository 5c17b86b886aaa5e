namespace GpuBench.Kernels.MatMul;

/// <summary>Where B's elements lie: a type argument of a kernel, so that its algorithm is written once for both layouts.</summary>
internal interface IRightOperand
{
    /// <summary>A constant to the compiler: the branch not taken costs nothing.</summary>
    static abstract bool IsTransposed { get; }

    /// <summary>The number of the element in row <paramref name="k"/> and column <paramref name="n"/> of the (K,N) matrix, from the start of its batch.</summary>
    static abstract int Element(int k, int n, MatMulShape shape);
}
