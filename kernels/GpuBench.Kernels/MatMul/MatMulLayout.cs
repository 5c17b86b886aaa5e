namespace GpuBench.Kernels.MatMul;

/// <summary>How the operands lie, by the letters of BLAS as a row-major caller reads them: N normal, T transposed.</summary>
public enum MatMulLayout
{
    /// <summary>A is (M,K), B is (K,N), both row-major.</summary>
    NN,

    /// <summary>A is (M,K) and B is (N,K), both row-major, as the weights of a linear layer are: C = A·Bᵀ.</summary>
    NT,
}
