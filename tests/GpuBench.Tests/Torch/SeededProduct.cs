using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace GpuBench.Tests.Torch;

/// <summary>Compares C = A·B by libtorch with the same product in double precision. A is (M,K), B is (K,N), row-major, fp32.</summary>
internal static class SeededProduct
{
    private const int M = 17, K = 23, N = 11;

    /// <summary>
    /// The largest error divided by the bound on the rounding error, K·2⁻²⁴·Σ|a·b| (Higham, Accuracy and Stability of Numerical
    /// Algorithms, section 3.1). Above 1, the product is wrong.
    /// </summary>
    // Not inlined, because the caller loads libtorch first and must not reference torch.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double ErrorShare()
    {
        var random = new Random(20);
        var a = Values(random, M * K);
        var b = Values(random, K * N);
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var c = mm(tensor(a, M, K), tensor(b, K, N)).data<float>().ToArray();
        return Enumerable.Range(0, M * N).Max(index => ErrorShare(a, b, row: index / N, column: index % N, c[index]));
    }

    private static double ErrorShare(float[] a, float[] b, int row, int column, float actual)
    {
        var (sum, magnitude) = (0.0, 0.0);
        for (var k = 0; k < K; k++)
        {
            var product = (double)a[row * K + k] * b[k * N + column];
            sum += product;
            magnitude += Math.Abs(product);
        }
        return Math.Abs(actual - sum) / (K * Math.ScaleB(1, -24) * magnitude);
    }

    private static float[] Values(Random random, int count)
        => Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1).ToArray();
}
