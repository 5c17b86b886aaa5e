using System.Globalization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Devices;

/// <summary>Times launches <paramref name="firstIndex"/> … of a trial, and returns when the device is idle.</summary>
public delegate LaunchTiming LaunchClock(IPreparedTrial trial, IDevice device, int firstIndex, int launchCount);

/// <summary>A trial with its buffers filled and its kernel loaded. Used by one thread at a time.</summary>
public interface IPreparedTrial : IDisposable
{
    KernelChoice Kernel { get; }

    /// <summary>The unit that really does the work, read back where the engine can say.</summary>
    HardwareUnit Unit { get; }

    /// <summary>How many sets of operands launches go round. 1: the same buffers every time.</summary>
    int SetCount { get; }

    /// <summary>
    /// The most memory that the trial has had, in bytes: the device's, or the host's for a CPU. Null where the engine cannot tell.
    /// </summary>
    long? PeakMemoryBytes => null;

    /// <summary>Enqueues launch number <paramref name="index"/> on set <c>index % SetCount</c>. Allocates nothing.</summary>
    void Launch(int index);

    /// <summary>Times launches <paramref name="firstIndex"/> … by the device's timer, unless the workload is about another time.</summary>
    LaunchTiming Time(IDevice device, int firstIndex, int launchCount) => device.Time(this, firstIndex, launchCount);

    /// <summary>
    /// Compares what launch <paramref name="index"/> wrote with the host oracle, then poisons it, so that the next
    /// check proves that later launches wrote anew. The device is idle when this is called.
    /// </summary>
    CheckResult Check(int index);
}

/// <summary>What a comparison with the host oracle found.</summary>
/// <param name="MaxError">Largest error, in the units of <paramref name="Tolerance"/>.</param>
/// <param name="Tolerance">What the arithmetic of the kernel may differ by.</param>
/// <param name="Compared">
/// What was compared, whether right or wrong, e.g. <c>131072 of 1048576 elements</c>. It follows the word "compared".
/// </param>
public sealed record CheckResult(double MaxError, double Tolerance, string Compared) : Extensible
{
    /// <summary>NaN never passes.</summary>
    public bool Passed => MaxError <= Tolerance;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"largest error {MaxError:G3} of the allowed {Tolerance:G3} (compared {Compared})");
}

/// <param name="Name">The kernel version, or the library's routine.</param>
/// <param name="Reason">Why this one, in a clause.</param>
public sealed record KernelChoice(string Name, string Reason);
