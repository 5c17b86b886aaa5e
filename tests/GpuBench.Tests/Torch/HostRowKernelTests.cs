using GpuBench.Torch.Host;
using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>Norms and gates on the host's threads against double precision.</summary>
[Collection(LibTorchHere.Name)]
public sealed unsafe class HostRowKernelTests
{
    private const double Bf16Rounding = 1 / 256.0;
    private const double Fp32Rounding = 1e-6;

    [Theory]
    [InlineData(1, 768)]
    [InlineData(7, 768)]
    [InlineData(300, 768)]
    [InlineData(3, 85)]
    [InlineData(2, 5)]
    public void Norms_agree_with_double_precision(int rows, int width)
    {
        foreach (var adds in new[] { false, true })
        {
            AssertNorm<float>(rows, width, adds, Fp32Rounding);
            AssertNorm<ushort>(rows, width, adds, Bf16Rounding);
        }
    }

    [Theory]
    [InlineData(1, 2048)]
    [InlineData(5, 352)]
    [InlineData(150, 2048)]
    [InlineData(3, 1001)]
    [InlineData(2, 5)]
    public void Gates_agree_with_double_precision(int rows, int ffn)
    {
        AssertGate<float>(rows, ffn, Fp32Rounding);
        AssertGate<ushort>(rows, ffn, Bf16Rounding);
    }

    [Fact]
    public void A_gate_of_an_extreme_number_is_finite()
    {
        float[] gates = [-1000, -127, -90, -88, -80, -1e-30f, 0, 1e-30f, 80, 88, 90, 127, 1000, 3e38f, -3e38f, 1, -1, 2];
        float[] both = [.. gates, .. Enumerable.Repeat(1f, gates.Length)];
        var result = new float[gates.Length];
        fixed (float* b = both, r = result)
            HostGate.Gate(b, r, 1, gates.Length);
        for (var i = 0; i < gates.Length; i++)
            Assert.Equal(gates[i] / (1 + Math.Exp(-gates[i])), result[i], Math.Max(1e-30, Math.Abs(gates[i]) * 1e-6));
    }

    /// <summary>The norm is one of the sum as it is stored.</summary>
    private static void AssertNorm<T>(int rows, int width, bool adds, double rounding) where T : unmanaged
    {
        const float Epsilon = 1e-3f;
        var (x, gain) = (HostNumbers.To<T>(Numbers(rows * width, 1)), HostNumbers.To<float>(Numbers(width, 2)));
        var addend = HostNumbers.To<T>(Numbers(rows * width, 4));
        double[] sums = [.. HostNumbers.From(x).Zip(HostNumbers.From(addend), (a, b) => adds ? a + b : a)];
        var result = new T[x.Length];
        fixed (T* from = x, to = result, added = addend)
        fixed (float* g = gain)
            HostNorm.Normalize(from, adds ? added : null, g, to, rows, width, Epsilon);
        var exact = HostNumbers.From(x);
        for (var row = 0; row < rows; row++)
            AssertRow(i => sums[(row * width) + i], x, row, width, rounding);
        for (var row = 0; row < rows; row++)
        {
            var norm = Math.Sqrt((exact.Skip(row * width).Take(width).Sum(value => value * value) / width) + Epsilon);
            AssertRow(i => exact[(row * width) + i] / norm * gain[i], result, row, width, rounding);
        }
    }

    private static void AssertGate<T>(int rows, int ffn, double rounding) where T : unmanaged
    {
        var both = HostNumbers.To<T>(Numbers(rows * 2 * ffn, 3));
        var result = new T[rows * ffn];
        fixed (T* from = both, to = result)
            HostGate.Gate(from, to, rows, ffn);
        var exact = HostNumbers.From(both);
        for (var row = 0; row < rows; row++)
        {
            AssertRow(
                i => exact[(row * 2 * ffn) + i] / (1 + Math.Exp(-exact[(row * 2 * ffn) + i])) * exact[(row * 2 * ffn) + ffn + i],
                result, row, ffn, rounding);
        }
    }

    private static void AssertRow<T>(Func<int, double> expected, T[] result, int row, int width, double rounding) where T : unmanaged
    {
        var actual = HostNumbers.From(result[(row * width)..((row + 1) * width)]);
        for (var i = 0; i < width; i++)
        {
            var error = Math.Abs(expected(i) - actual[i]);
            Assert.True(error <= 1e-7 + (rounding * Math.Abs(expected(i))), $"({row}, {i}): {actual[i]} in place of {expected(i)}");
        }
    }

    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() - 0.5) * 12)];
    }
}
