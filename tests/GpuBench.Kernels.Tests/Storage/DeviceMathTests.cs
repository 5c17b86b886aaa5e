using GpuBench.Kernels.Storage;

namespace GpuBench.Kernels.Tests.Storage;

public sealed class DeviceMathTests
{
    [Fact]
    public void Exp2_is_within_its_stated_relative_error()
    {
        var worst = 0.0;
        for (var step = -126 * 8192; step <= 16 * 8192; step++)
        {
            var x = step / 8192f;
            var exact = Math.Pow(2, x);
            worst = Math.Max(worst, Math.Abs(DeviceMath.Exp2(x) - exact) / exact);
        }

        Assert.InRange(worst, 1e-9, 2e-7);
    }

    [Theory]
    [InlineData(0f, 1f), InlineData(1f, 2f), InlineData(-1f, 0.5f), InlineData(-126f, 1.17549435e-38f)]
    [InlineData(-127f, 0f), InlineData(-1e30f, 0f), InlineData(float.NegativeInfinity, 0f), InlineData(float.MinValue, 0f)]
    public void Exp2_is_exact_at_its_landmarks(float x, float expected) => Assert.Equal(expected, DeviceMath.Exp2(x));
}
