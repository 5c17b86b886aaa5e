using System.Globalization;
using GpuBench.Kernels.Loading;

namespace GpuBench.Kernels.Tests.Measuring;

/// <summary>
/// The seconds of one launch: the best of a few batches. Each batch is long compared with the resolution of the device's timer.
/// </summary>
/// <param name="warmUpSeconds">Minimum seconds of launches before the first batch that counts.</param>
/// <param name="batchSeconds">Minimum seconds of a batch.</param>
internal sealed class LaunchTimer(double warmUpSeconds, double batchSeconds)
{
    private const int BatchCount = 5;
    private const int MaxLaunches = 1 << 17;

    /// <summary>All batches together take at most this time, unless one launch takes longer.</summary>
    private const double SlowSeconds = 2;

    /// <summary>The first launch may include a compilation. That time is short compared with this value.</summary>
    private const double VerySlowSeconds = 10;

    /// <summary>Batches of 50 ms. The clock of an accelerator rises within 0.3 s of warm-up; a processor needs no warm-up.</summary>
    public static LaunchTimer For(DeviceTraits device) => new(warmUpSeconds: device.IsProcessor ? 0 : 0.3, batchSeconds: 0.05);

    /// <summary>For a device that is warm.</summary>
    public LaunchTimer WithoutWarmUp() => new(warmUpSeconds: 0, batchSeconds);

    /// <param name="time">Runs the given number of launches. It returns the device's total seconds.</param>
    /// <exception cref="InvalidOperationException">The timer does not advance.</exception>
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
