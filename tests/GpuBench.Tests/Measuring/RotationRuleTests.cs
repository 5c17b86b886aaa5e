using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Measuring;

/// <summary>The fake device has a cache of 1 MiB and 1 GiB of memory.</summary>
public sealed class RotationRuleTests
{
    [Theory]
    [InlineData(CachePolicy.Warm, 1000, 1)]
    [InlineData(CachePolicy.ColdRotate, 8 << 20, 1)]
    [InlineData(CachePolicy.ColdRotate, 1 << 20, 4)]
    [InlineData(CachePolicy.ColdRotate, 5000, 839)]
    public void Cold_sets_have_at_least_four_times_the_size_of_the_cache(CachePolicy cache, double bytesPerSet, int expected) =>
        Assert.Equal(expected, RotationRule.SetCount(cache, bytesPerSet, FakeDevice.SomeCpu));

    [Fact]
    public void A_set_too_small_to_become_cold_is_refused_with_the_arithmetic()
    {
        var refused = Assert.Throws<RefusedException>(() => RotationRule.SetCount(CachePolicy.ColdRotate, 1000, FakeDevice.SomeCpu));
        Assert.Equal(TrialStatus.Skipped, refused.Refusal.Status);
        Assert.Contains("needs 4195 sets", refused.Message, StringComparison.Ordinal);
    }
}
