namespace GpuBench.Kernels.Attention;

/// <summary>Two values that make online softmax free of special cases: scores are finite, and so is every difference of them.</summary>
internal static class Softmax
{
    /// <summary>The running maximum before the first key. Below any real score, and so far above <see cref="Masked"/> that a masked key has no weight even as the first.</summary>
    public const float InitialMaximum = -1e30f;

    /// <summary>The score of a key that is not seen.</summary>
    public const float Masked = float.MinValue;
}
