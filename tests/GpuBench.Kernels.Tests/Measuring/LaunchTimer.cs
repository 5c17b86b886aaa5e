using System.Globalization;
using GpuBench.Kernels.Loading;

namespace GpuBench.Kernels.Tests.Measuring;

/// <summary>The seconds of one launch: the best of a few batches that are long beside the resolution of a device's timer.</summary>
/// <param name="warmUpSeconds">Of launches before the first batch that counts.</param>
/// <param name="batchSeconds">Of a batch at least.</param>
internal sealed class LaunchTimer(double warmUpSeconds, double batchSeconds)
{
    private const int BatchCount = 5;
    private const int MaxLaunches = 1 << 17;

    /// <summary>All batches take this long at most, where one launch does not.</summary>
    private const double SlowSeconds = 2;

    /// <summary>A compilation, which the first launch may wait for, is little beside it.</summary>
    private const double VerySlowSeconds = 10;

    /// <summary>Batches of 50 ms; in 0.3 s the clock of an accelerator rises, which a processor has no need of.</summary>
    public static LaunchTimer For(DeviceTraits device) => new(warmUpSeconds: device.IsProcessor ? 0 : 0.3, batchSeconds: 0.05);

    /// <param name="time">Makes as many launches as it is told, and returns the seconds that the device took for all of them.</param>
    /// <exception cref="InvalidOperationException">The timer stands still.</exception>
    public double BestSeconds(Func<int, double> time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var first = time(1);
        if (first > VerySlowSeconds)
            return first;

        var (count, seconds) = (1, time(1));
        if (seconds > SlowSeconds)
            return seconds;

        var total = seconds;
        for (; seconds < batchSeconds && count < MaxLaunches; total += seconds)
        {
            count *= 2;
            seconds = time(count);
        }

        if (seconds <= 0)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"no time passes in {count} launches"));
        for (; total < warmUpSeconds; total += seconds)
            seconds = time(count);
        var batches = Math.Clamp((int)(SlowSeconds / seconds), 1, BatchCount);
        return Enumerable.Range(0, batches).Min(_ => time(count)) / count;
    }
}
