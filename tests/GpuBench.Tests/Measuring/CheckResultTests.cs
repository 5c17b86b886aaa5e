using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Rounds;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class CheckResultTests
{
    /// <summary>A reader must not take the number of compared elements for the number of wrong elements.</summary>
    [Fact]
    public void The_message_of_a_failed_check_states_the_error_before_the_compared_elements() => Assert.Equal(
        "wrong result before timing: largest error 3.2E+05, allowed 1 (compared 131072 of 1048576 elements)",
        new CheckFailedException("before", new(3.2e5, 1, "131072 of 1048576 elements")).Message);

    [Theory]
    [InlineData(1, true)]
    [InlineData(1.0001, false)]
    [InlineData(double.NaN, false)]
    public void An_error_passes_up_to_the_tolerance(double error, bool passes) =>
        Assert.Equal(passes, new CheckResult(error, 1, "all").Passed);
}
