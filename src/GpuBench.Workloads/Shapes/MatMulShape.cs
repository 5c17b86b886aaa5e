using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;

namespace GpuBench.Workloads.Shapes;

/// <summary>A (M,K) · B (K,N) = C (M,N), row-major.</summary>
/// <param name="BatchCount">Independent products of the same shape, their matrices one after another in each tensor.</param>
/// <param name="BIsTransposed">B lies as (N,K).</param>
/// <param name="HasBlockScales">A has a scale for each row and 128 elements along K, B one for each 128×128 elements.</param>
public readonly record struct MatMulShape(
    int M, int N, int K, int BatchCount = 1, bool BIsTransposed = false, bool HasBlockScales = false)
{
    /// <summary>The scaling of a point without one.</summary>
    public const string PerTensor = "per-tensor";

    /// <summary>The scaling of <see cref="HasBlockScales"/>.</summary>
    public const string Block128 = "block-128";

    public static MatMulShape From(Point point) => new(
        point.Int("m"), point.Int("n"), point.Int("k"),
        point.Has("batch") ? point.Int("batch") : 1,
        point.Has("layout") && point.Word("layout") == "nt",
        point.Has("scaling") && point.Word("scaling") == Block128);

    /// <summary>Elements of A in all of the batch.</summary>
    public long LeftCount => (long)BatchCount * M * K;

    /// <summary>Elements of B in all of the batch.</summary>
    public long RightCount => (long)BatchCount * K * N;

    /// <summary>Elements of C in all of the batch.</summary>
    public long ResultCount => (long)BatchCount * M * N;

    /// <summary>Scales of A.</summary>
    public long LeftScaleCount => HasBlockScales ? M * BlocksAlongK : 0;

    /// <summary>Scales of B.</summary>
    public long RightScaleCount => HasBlockScales ? (N + BlockScales.Length - 1) / BlockScales.Length * BlocksAlongK : 0;

    /// <summary>Blocks of 128 elements in a row of A; the last may have fewer.</summary>
    public long BlocksAlongK => (K + BlockScales.Length - 1) / BlockScales.Length;

    /// <summary><c>NN</c> or <c>NT</c>, BLAS's letters as a row-major caller reads them.</summary>
    public string Layout => BIsTransposed ? "NT" : "NN";
}
