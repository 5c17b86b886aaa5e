using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Tests.Devices;
using GpuBench.Kernels.Tests.Storage;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests.MatMul;

/// <summary>Runs one product on a device and compares it with a double-precision product of the same stored elements.</summary>
public static class MatMulCheck
{
    /// <summary>Unit roundoff of fp32.</summary>
    private const double Roundoff = 1.0 / (1 << 24);

    public static void Run(Accelerator accelerator, MatMulLaunch launch, StorageType storage, MatMulShape shape, string what)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(launch);
        var hostA = HostTensor.Random(storage, shape.M * shape.K, seed: 1);
        var hostB = HostTensor.Random(storage, shape.K * shape.N, seed: 2);
        using var a = new GuardedBuffer(accelerator, hostA.Words);
        using var b = new GuardedBuffer(accelerator, hostB.Words);
        using var c = new GuardedBuffer(accelerator, HostTensor.WordCount(storage, shape.M * shape.N));

        launch(accelerator.DefaultStream, a.View, b.View, c.View, shape);
        accelerator.Synchronize();

        var (expected, tolerance) = Product(hostA.Values, hostB.Values, shape);
        HostTensor.AssertClose(storage, expected, tolerance, c.Read(), $"{what} {storage} {shape}");
    }

    /// <summary>The product, and the error that fp32 accumulation of K products in any order can have: (K + 1) roundoffs of the sum of magnitudes.</summary>
    private static (double[] Expected, double[] Tolerance) Product(double[] a, double[] b, MatMulShape shape)
    {
        var expected = new double[shape.M * shape.N];
        var tolerance = new double[shape.M * shape.N];
        for (var m = 0; m < shape.M; m++)
        {
            for (var n = 0; n < shape.N; n++)
            {
                double sum = 0, magnitude = 0;
                for (var k = 0; k < shape.K; k++)
                {
                    var product = a[m * shape.K + k] * b[k * shape.N + n];
                    sum += product;
                    magnitude += Math.Abs(product);
                }

                expected[m * shape.N + n] = sum;
                tolerance[m * shape.N + n] = (shape.K + 1) * Roundoff * magnitude;
            }
        }

        return (expected, tolerance);
    }
}
