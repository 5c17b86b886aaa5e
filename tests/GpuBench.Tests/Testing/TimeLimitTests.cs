using System.Diagnostics;
using GpuBench.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GpuBench.Tests.Testing;

/// <summary>The time limits of the tests themselves, on a scripted clock and on machines of a scripted pace.</summary>
public sealed class TimeLimitTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void An_idle_machine_gets_ten_times_the_ample_time()
    {
        var limit = Limit(1);
        Assert.False(IsOverAfter(limit, 9.9));
        Assert.True(IsOverAfter(limit, 0.1));
    }

    [Fact]
    public void A_machine_that_is_fifty_times_slower_gets_fifty_times_the_limit()
    {
        var limit = Limit(50);
        Assert.False(IsOverAfter(limit, 499));
        Assert.True(IsOverAfter(limit, 1));
    }

    [Fact]
    public void A_limit_is_extended_if_the_machine_has_become_slower()
    {
        var limit = Limit(1, 3, 3);
        Assert.False(IsOverAfter(limit, 10));
        Assert.False(IsOverAfter(limit, 19));
        Assert.True(IsOverAfter(limit, 1));
        Assert.Equal("00:00:30", limit.ToString());
    }

    [Fact]
    public void A_limit_is_not_reduced_if_the_machine_has_become_faster()
    {
        var limit = Limit(20, 1);
        Assert.False(IsOverAfter(limit, 199));
        Assert.True(IsOverAfter(limit, 1));
    }

    [Fact]
    public void A_machine_faster_than_the_reference_gets_the_same_limit() => Assert.False(IsOverAfter(Limit(0.01), 9.9));

    [Fact]
    public void A_wait_ends_when_its_condition_holds_or_when_its_limit_is_over()
    {
        var calls = 0;
        Assert.True(TimeLimit.Of(TimeSpan.FromMinutes(1)).WaitFor(() => ++calls == 3));
        Assert.False(TimeLimit.Of(TimeSpan.FromMilliseconds(1)).WaitFor(() => false));
    }

    [Fact]
    public void A_process_that_exceeds_its_limit_is_distinguished_from_one_that_ends()
    {
        using var ends = Process.Start("/bin/sh", ["-c", "exit 3"]);
        Assert.True(TimeLimit.Of(TimeSpan.FromMinutes(1)).WaitForExit(ends));
        Assert.Equal(3, ends.ExitCode);
        using var stays = Process.Start("/bin/sleep", ["100000"]);
        Assert.False(TimeLimit.Of(TimeSpan.FromMilliseconds(1)).WaitForExit(stays));
        stays.Kill();
    }

    [Fact]
    public void The_slowness_of_this_machine_is_measured() => Assert.InRange(MachinePace.Slowness(), 1, 1e6);

    /// <summary>A limit whose ample time is one second.</summary>
    /// <param name="slowness">The result of each measurement. The last one is also the result of all later measurements.</param>
    private TimeLimit Limit(params double[] slowness)
    {
        var measured = 0;
        return new(TimeSpan.FromSeconds(1), () => slowness[Math.Min(measured++, slowness.Length - 1)], _time);
    }

    private bool IsOverAfter(TimeLimit limit, double seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return limit.IsOver();
    }
}
