using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Shapes;

/// <summary>A (M,K) · B (K,N) = C (M,N), row-major.</summary>
/// <param name="BatchCount">Independent products of the same shape, their matrices one after another in each tensor.</param>
/// <param name="BIsTransposed">B lies as (N,K).</param>
public readonly record struct MatMulShape(int M, int N, int K, int BatchCount = 1, bool BIsTransposed = false)
{
    public static MatMulShape From(Point point) => new(
        point.Int("m"), point.Int("n"), point.Int("k"),
        point.Has("batch") ? point.Int("batch") : 1,
        point.Has("layout") && point.Word("layout") == "nt");

    /// <summary>Elements of A in all of the batch.</summary>
    public long LeftCount => (long)BatchCount * M * K;

    /// <summary>Elements of B in all of the batch.</summary>
    public long RightCount => (long)BatchCount * K * N;

    /// <summary>Elements of C in all of the batch.</summary>
    public long ResultCount => (long)BatchCount * M * N;

    /// <summary><c>NN</c> or <c>NT</c>, BLAS's letters as a row-major caller reads them.</summary>
    public string Layout => BIsTransposed ? "NT" : "NN";
}
