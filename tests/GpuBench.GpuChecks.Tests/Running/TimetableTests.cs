using GpuBench.GpuChecks.Running;

namespace GpuBench.GpuChecks.Tests.Running;

public sealed class TimetableTests
{
    [Theory]
    [InlineData(0, 40, 8, 40.0)]
    // The remaining time minus the time for packing.
    [InlineData(70, 40, 8, 27.0)]
    [InlineData(92, 40, 8, 5.0)]
    [InlineData(92.5, 40, 8, null)]
    [InlineData(60, 40, 45, null)]
    [InlineData(200, 40, 8, null)]
    public void A_step_gets_its_limit_or_the_remaining_time_or_does_not_start(double elapsed, double wanted, double least, double? limit) =>
        Assert.Equal(limit, new Timetable(100, () => elapsed).LimitOf(wanted, least));

    [Fact]
    public void A_factor_lengthens_the_limit_of_a_step_but_not_the_total_time() =>
        Assert.Equal(
            [200, 97],
            ((double[])[10, 50]).Select(wanted =>
                new Timetable(wanted == 10 ? 1000 : 100, () => 0, limitFactor: 20).LimitOf(wanted)!.Value));
}
