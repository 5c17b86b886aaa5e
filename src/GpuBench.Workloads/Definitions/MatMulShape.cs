using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Definitions;

/// <summary>A (M,K) · B (K,N) = C (M,N), row-major.</summary>
public readonly record struct MatMulShape(int M, int N, int K)
{
    public static MatMulShape From(Point point) => new(point.Int("m"), point.Int("n"), point.Int("k"));
}
