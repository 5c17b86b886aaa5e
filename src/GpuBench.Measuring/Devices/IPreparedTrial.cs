using System.Globalization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Devices;

/// <summary>Times launches of a trial from <paramref name="firstIndex"/> on. The device is idle at the return.</summary>
public delegate LaunchTiming LaunchClock(IPreparedTrial trial, IDevice device, int firstIndex, int launchCount);

/// <summary>A trial with its buffers filled and its kernel loaded. Used by one thread at a time.</summary>
public interface IPreparedTrial : IDisposable
{
    KernelChoice Kernel { get; }

    /// <summary>The hardware unit that does the work, read back where the engine reports it.</summary>
    HardwareUnit Unit { get; }

    /// <summary>Number of operand sets that launches rotate through. 1: all launches use the same buffers.</summary>
    int SetCount { get; }

    /// <summary>Peak memory of the trial in bytes: of the device, or of the host for a CPU. Null: the engine does not report it.</summary>
    long? PeakMemoryBytes => null;

    /// <summary>Enqueues launch number <paramref name="index"/> on set <c>index % SetCount</c>. Allocates nothing.</summary>
    void Launch(int index);

    /// <summary>Times launches from <paramref name="firstIndex"/> on with the device's timer, or as the workload defines it.</summary>
    LaunchTiming Time(IDevice device, int firstIndex, int launchCount) => device.Time(this, firstIndex, launchCount);

    /// <summary>
    /// Compares the result of launch <paramref name="index"/> with the host oracle, then poisons it, so that the next check proves that
    /// later launches wrote their result. The device must be idle.
    /// </summary>
    CheckResult Check(int index);
}

/// <summary>Result of a comparison with the host oracle.</summary>
/// <param name="MaxError">Largest error, in the units of <paramref name="Tolerance"/>.</param>
/// <param name="Tolerance">Largest error that the arithmetic of the kernel may cause.</param>
/// <param name="Compared">The compared part, e.g. <c>131072 of 1048576 elements</c>. It follows the word "compared" in messages.</param>
public sealed record CheckResult(double MaxError, double Tolerance, string Compared) : Extensible
{
    /// <summary>NaN never passes.</summary>
    public bool Passed => MaxError <= Tolerance;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"largest error {MaxError:G3}, allowed {Tolerance:G3} (compared {Compared})");
}

/// <summary>The kernel of a trial, and why it was chosen.</summary>
/// <param name="Name">The kernel version, or the library's routine.</param>
/// <param name="Reason">Why it was chosen, in a clause.</param>
public sealed record KernelChoice(string Name, string Reason);
