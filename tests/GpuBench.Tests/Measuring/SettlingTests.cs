using GpuBench.Measuring.Rounds;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class SettlingTests
{
    [Theory]
    // Too few batches.
    [InlineData(new[] { 1.0, 1, 1, 1, 1, 1, 1 }, false)]
    [InlineData(new[] { 1.0, 1, 1, 1, 1, 1, 1, 1 }, true)]
    [InlineData(new[] { 1.0, 1, 1, 1, 1.019, 1.019, 1.019, 1.019 }, true)]
    [InlineData(new[] { 1.0, 1, 1, 1, 1.021, 1.021, 1.021, 1.021 }, false)]
    [InlineData(new[] { 1.0, 1, 1, 1, 0.979, 0.979, 0.979, 0.979 }, false)]
    // One slow batch in a window changes nothing.
    [InlineData(new[] { 1.0, 1, 5, 1, 1, 1, 1, 5 }, true)]
    // Neither clock advances.
    [InlineData(new[] { 0.0, 0, 0, 0, 0, 0, 0, 0 }, false)]
    public void Times_have_settled_when_the_medians_of_two_windows_agree(double[] seconds, bool expected) =>
        Assert.Equal(expected, IsSettled(seconds));

    [Theory]
    [InlineData(new[] { 9.0, 5, 1, 1, 1, 1, 1, 1, 1, 1 }, true)]
    [InlineData(new[] { 1.0, 1, 1, 1, 1, 1, 5, 5, 5, 5 }, false)]
    public void Only_the_last_eight_batches_count(double[] seconds, bool expected) => Assert.Equal(expected, IsSettled(seconds));

    private static bool IsSettled(double[] seconds)
    {
        var settling = new Settling();
        foreach (var one in seconds)
            settling.Add(one);
        return settling.Settled;
    }
}
