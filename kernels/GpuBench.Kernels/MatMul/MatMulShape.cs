using System.Globalization;

namespace GpuBench.Kernels.MatMul;

/// <summary>C = A·B with A (M,K), C (M,N), and B as its layout says: 2·M·N·K FLOP, at least (M·K + K·N + M·N)·sizeof(element) bytes.</summary>
/// <param name="BatchCount">Independent products of the same shape, each tensor's matrices one after another without gaps.</param>
public readonly record struct MatMulShape(int M, int N, int K, int BatchCount = 1)
{
    /// <summary>E.g. <c>64 x 32 x 128, batch 3</c>: M, N and K.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{M} x {N} x {K}, batch {BatchCount}");
}
