using GpuBench.Kernels.Attention;
using GpuBench.Kernels.Storage;
using ILGPU.Runtime;

namespace GpuBench.KernelChecks;

/// <summary>Runs one attention on a device and compares it with a double-precision attention of the same stored elements.</summary>
public static class AttentionCheck
{
    private const double Roundoff = 1.0 / (1 << 24);

    /// <summary>The stated relative error of the kernels' exponential.</summary>
    private const double Exp2Error = 2e-7;

    public static void Run(Accelerator accelerator, AttentionLaunch launch, StorageType storage, AttentionSize shape, string what)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(launch);
        var queryCount = shape.B * shape.H * shape.T * shape.D;
        var keyCount = shape.B * shape.Hkv * shape.S * shape.D;
        var hostQ = HostTensor.Random(storage, queryCount, seed: 1);
        var hostK = HostTensor.Random(storage, keyCount, seed: 2);
        var hostV = HostTensor.Random(storage, keyCount, seed: 3);
        using var q = new GuardedBuffer(accelerator, hostQ.Words);
        using var k = new GuardedBuffer(accelerator, hostK.Words);
        using var v = new GuardedBuffer(accelerator, hostV.Words);
        using var o = new GuardedBuffer(accelerator, HostTensor.WordCount(storage, queryCount));

        launch(accelerator.DefaultStream, q.View, k.View, v.View, o.View, shape);
        accelerator.Synchronize();

        var expected = new double[queryCount];
        var tolerance = new double[queryCount];
        for (var row = 0; row < shape.B * shape.H * shape.T; row++)
            Row(hostQ.Values, hostK.Values, hostV.Values, row, shape, expected, tolerance);
        HostTensor.AssertClose(storage, expected, tolerance, o.Read(), $"{what} {storage} {shape}");
    }

    /// <summary>
    /// One row of O, and the error that fp32 arithmetic in any order can cause. The error of a score changes every weight in proportion.
    /// </summary>
    private static void Row(double[] q, double[] k, double[] v, int row, AttentionSize shape, double[] expected, double[] tolerance)
    {
        var head = row / shape.T;
        var keyHead = head / shape.H * shape.Hkv + head % shape.H / (shape.H / shape.Hkv);
        var visible = shape.Causal ? Math.Clamp(row % shape.T + shape.S - shape.T + 1, 0, shape.S) : shape.S;
        var scores = new double[visible];
        var scoreError = 0.0;
        for (var key = 0; key < visible; key++)
        {
            var magnitude = 0.0;
            for (var d = 0; d < shape.D; d++)
            {
                var product = q[row * shape.D + d] * k[(keyHead * shape.S + key) * shape.D + d] / Math.Sqrt(shape.D);
                scores[key] += product;
                magnitude += Math.Abs(product);
            }

            scoreError = Math.Max(scoreError, (shape.D + 4) * Roundoff * magnitude);
        }

        var maximum = visible == 0 ? 0 : scores.Max();
        var sum = scores.Sum(s => Math.Exp(s - maximum));
        // Weights and their sum each contain the error of a score and of its exponential, once for each step that rescales them.
        var relativeError = 2 * (2 * scoreError + Exp2Error) + (2 * visible + 8) * Roundoff + visible / 4.0 * Exp2Error;
        for (var d = 0; d < shape.D; d++)
        {
            double weighted = 0, magnitude = 0;
            for (var key = 0; key < visible; key++)
            {
                var term = Math.Exp(scores[key] - maximum) / sum * v[(keyHead * shape.S + key) * shape.D + d];
                weighted += term;
                magnitude += Math.Abs(term);
            }

            expected[row * shape.D + d] = weighted;
            tolerance[row * shape.D + d] = relativeError * magnitude;
        }
    }
}
