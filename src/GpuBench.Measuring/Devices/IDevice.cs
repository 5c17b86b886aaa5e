using System.Globalization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Devices;

/// <summary>An opened device. Not thread-safe: all its work runs in order on one stream.</summary>
public interface IDevice : IDisposable
{
    DeviceInfo Info { get; }

    /// <summary>Engine and version, e.g. <c>ILGPU 1.5.3</c>.</summary>
    string EngineVersion { get; }

    DeviceTimer Timer { get; }

    /// <summary>Silence allowed during a trial's first launches, in addition to the round's share of the budget.</summary>
    SilenceLimit FirstLaunchLimit => SilenceLimit.FirstLaunch;

    /// <summary>Enqueues launches from <paramref name="firstIndex"/> on, back to back, between two marks of its timer, and waits.</summary>
    LaunchTiming Time(IPreparedTrial trial, int firstIndex, int launchCount);

    void Synchronize();

    /// <summary>Clocks, power and temperature now; null if nothing can be read.</summary>
    Telemetry? ReadTelemetry();
}

/// <summary>Times of one or more launches back to back.</summary>
/// <param name="Seconds">Time between the marks of the device's timer, for all launches together.</param>
/// <param name="EnqueueSeconds">
/// Host time from the call of the first launch to the return of the last. It is the whole time if calls wait for their work.
/// </param>
public readonly record struct LaunchTiming(double Seconds, double EnqueueSeconds)
{
    /// <summary>Host time, if the call also waits for work that is not timed. Null: the caller's own reading around the call.</summary>
    public double? HostSeconds { get; init; }
}

/// <summary>The sensors of an opened device.</summary>
public interface ISensors : IDisposable
{
    /// <summary>Never throws; a sensor that does not answer gives null.</summary>
    Telemetry Read();
}

/// <summary>One reading of a device's sensors. Null: the sensor is missing, or access is denied.</summary>
public sealed record Telemetry : Extensible
{
    public double? ClockHertz { get; init; }

    public double? MemoryClockHertz { get; init; }

    public double? TemperatureCelsius { get; init; }

    public double? PowerWatts { get; init; }

    /// <summary>The board's energy counter since the driver was loaded. Only differences are meaningful.</summary>
    public double? EnergyJoules { get; init; }

    /// <summary>Why the clock is below its maximum, in words of <see cref="ThrottleReason"/>; empty: it is not.</summary>
    public IReadOnlyList<string>? ThrottleReasons { get; init; }
}

/// <summary>Silence after which a worker counts as hung in one step.</summary>
/// <param name="IdleSeconds">Limit while it uses no processor time: it does not compile or compute, it only waits.</param>
/// <param name="BusySeconds">Limit even while it uses processor time.</param>
public readonly record struct SilenceLimit(double IdleSeconds, double BusySeconds)
{
    /// <summary>Chosen for a slow disk: starting the runtime, loading libraries, opening the device.</summary>
    public static SilenceLimit Opening { get; } = new(120, 120);

    /// <summary>
    /// Generating operands, compiling kernels, comparing with the oracle. Some drivers compile for a minute, and a slow machine takes twice
    /// that.
    /// </summary>
    public static SilenceLimit HostWork { get; } = new(60, 120);

    /// <summary>
    /// A trial's first launches, in addition to the round's share of the budget. Some drivers compile only then, which uses the processor.
    /// Chosen: a launch that waits 10 s without the processor does not return.
    /// </summary>
    public static SilenceLimit FirstLaunch { get; } = new(10, 60);

    /// <summary>As <see cref="FirstLaunch"/>, for compiled kernels. A driver may use the processor while it waits for its device.</summary>
    public static SilenceLimit FirstCompiledLaunch { get; } = new(10, 20);

    /// <summary>As <see cref="FirstLaunch"/>, for libraries that load some hundred megabytes from disk at first use.</summary>
    public static SilenceLimit FirstLibraryLaunch { get; } = new(30, 60);

    /// <summary>Later launches, in addition to their expected time.</summary>
    public static SilenceLimit Launches { get; } = new(10, 10);

    public SilenceLimit And(double seconds) => new(IdleSeconds + seconds, BusySeconds + seconds);
}

/// <summary>Times launches of a trial from <paramref name="firstIndex"/> on. The device is idle at the return.</summary>
public delegate LaunchTiming LaunchClock(IPreparedTrial trial, IDevice device, int firstIndex, int launchCount);

/// <summary>A trial with its buffers filled and its kernel loaded. Used by one thread at a time.</summary>
public interface IPreparedTrial : IDisposable
{
    KernelChoice Kernel { get; }

    /// <summary>The hardware unit that does the work, read back if the engine reports it.</summary>
    HardwareUnit Unit { get; }

    /// <summary>Number of operand sets that launches rotate through. 1: all launches use the same buffers.</summary>
    int SetCount { get; }

    /// <summary>Number of launches after which their work repeats. The counted work is the mean of such a cycle.</summary>
    int CycleLength => 1;

    /// <summary>Peak memory of the trial in bytes: of the device, or of the host for a CPU. Null: the engine does not report it.</summary>
    long? PeakMemoryBytes => null;

    /// <summary>Kernels that the device runs in one launch, counted from a recorded graph; null: unknown.</summary>
    int? KernelsPerLaunch => null;

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

/// <summary>A prepared trial built from functions, so that a workload defines only its own parts.</summary>
/// <param name="launch">Enqueues launch i.</param>
/// <param name="check">Checks the output of launch i and poisons it.</param>
/// <param name="owned">Disposed with the trial, in reverse order.</param>
public sealed class PreparedTrial(
    KernelChoice kernel, HardwareUnit unit, int setCount, Action<int> launch, Func<int, CheckResult> check, params IDisposable[] owned)
    : IPreparedTrial
{
    public KernelChoice Kernel => kernel;

    public HardwareUnit Unit => unit;

    public int SetCount => setCount;

    /// <summary>The device's timer, unless the workload measures another time.</summary>
    public LaunchClock Clock { get; init; } = (trial, device, first, count) => device.Time(trial, first, count);

    public void Launch(int index) => launch(index);

    public LaunchTiming Time(IDevice device, int firstIndex, int launchCount) =>
        Clock(this, device, firstIndex, launchCount);

    public CheckResult Check(int index) => check(index);

    public void Dispose()
    {
        for (var i = owned.Length - 1; i >= 0; i--)
            owned[i].Dispose();
    }
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
