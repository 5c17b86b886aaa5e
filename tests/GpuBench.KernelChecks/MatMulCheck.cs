using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Storage;
using ILGPU.Runtime;

namespace GpuBench.KernelChecks;

/// <summary>Runs one product on a device and compares it with a double-precision product of the same stored elements.</summary>
public static class MatMulCheck
{
    public static void Run(Accelerator accelerator, MatMulLaunch launch, MatMulVariant variant, MatMulSize shape, string what)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(launch);
        var (input, output) = (variant.Types.Input, variant.Types.Output);
        var hostA = HostTensor.Random(input, shape.BatchCount * shape.M * shape.K, seed: 1);
        var hostB = HostTensor.Random(input, shape.BatchCount * shape.K * shape.N, seed: 2);
        var scales = BlockScales.Of(variant, shape);
        using var a = new GuardedBuffer(accelerator, [.. hostA.Words, .. scales?.WordsOfA ?? []]);
        using var b = new GuardedBuffer(accelerator, [.. hostB.Words, .. scales?.WordsOfB ?? []]);
        using var c = new GuardedBuffer(accelerator, HostTensor.WordCount(output, shape.BatchCount * shape.M * shape.N));

        launch(accelerator.DefaultStream, a.View, b.View, c.View, shape);
        accelerator.Synchronize();

        var (expected, tolerance) = Product(hostA.Values, hostB.Values, scales, variant, shape);
        HostTensor.AssertClose(output, expected, tolerance, c.Read(), $"{what} {variant} {shape}");
    }

    /// <summary>
    /// The product, and the error that accumulation of K products in any order can have: (K + 1) roundoffs of the sum of magnitudes, and
    /// those of scaling.
    /// </summary>
    private static (double[] Expected, double[] Tolerance) Product(
        double[] a, double[] b, BlockScales? scales, MatMulVariant variant, MatMulSize shape)
    {
        var expected = new double[shape.BatchCount * shape.M * shape.N];
        var tolerance = new double[expected.Length];
        var roundoffs = (shape.K + 1 + (scales?.Roundoffs ?? 0)) * Roundoff(variant.Types.Accumulate);
        // The strides of B along K and N.
        var (alongK, alongN) = variant.Layout == MatMulLayout.NT ? (1, shape.K) : (shape.N, 1);
        for (var m = 0; m < shape.BatchCount * shape.M; m++)
        {
            var right = m / shape.M * shape.K * shape.N;
            for (var n = 0; n < shape.N; n++)
            {
                double sum = 0, magnitude = 0;
                for (var k = 0; k < shape.K; k++)
                {
                    var product = a[m * shape.K + k] * b[right + k * alongK + n * alongN] * (scales?.At(m, n, k) ?? 1);
                    sum += product;
                    magnitude += Math.Abs(product);
                }

                expected[m * shape.N + n] = sum;
                tolerance[m * shape.N + n] = roundoffs * magnitude;
            }
        }

        return (expected, tolerance);
    }

    /// <summary>Unit roundoff of sums. Integers that stay in range have none.</summary>
    private static double Roundoff(StorageType accumulate) => accumulate == StorageType.Int32 ? 0 : 1.0 / (1 << 24);
}
