using GpuBench.Kernels.Loading;

namespace GpuBench.Kernels.MatMul;

internal static class MatMulRequirement
{
    public static string? Indexable(MatMulShape shape) =>
        shape is not { M: > 0, N: > 0, K: > 0 }
            ? "needs M, N and K of at least 1"
            : Requirement.Indexable((long)shape.M * shape.K, (long)shape.K * shape.N, (long)shape.M * shape.N);
}
