namespace GpuBench.Measuring.Devices;

/// <summary>How long a worker may take for one step without an answer before it counts as hanging.</summary>
/// <param name="IdleSeconds">While it uses no processor time: nothing compiles or computes on the host, it only waits.</param>
/// <param name="BusySeconds">However busy it is.</param>
public readonly record struct SilenceLimit(double IdleSeconds, double BusySeconds)
{
    /// <summary>Starting the runtime, loading libraries from a slow disk, opening the device.</summary>
    public static SilenceLimit Opening { get; } = new(120, 120);

    /// <summary>
    /// Making operands, compiling kernels, comparing with the oracle. Drivers are known that compile for a minute; a slow machine takes
    /// twice that.
    /// </summary>
    public static SilenceLimit HostWork { get; } = new(60, 120);

    /// <summary>
    /// A trial's first launches, beside the round's share of the budget. Some drivers compile only then, which needs the processor; a
    /// launch that waits for so long without it does not come back.
    /// </summary>
    public static SilenceLimit FirstLaunch { get; } = new(10, 60);

    /// <summary>
    /// As <see cref="FirstLaunch"/> for kernels that are compiled before. A driver that waits for its device may use the processor.
    /// </summary>
    public static SilenceLimit FirstCompiledLaunch { get; } = new(10, 20);

    /// <summary>
    /// As <see cref="FirstLaunch"/> for libraries that load parts of some hundred megabytes from disk when they are first used.
    /// </summary>
    public static SilenceLimit FirstLibraryLaunch { get; } = new(30, 60);

    /// <summary>Later launches, beside the time that they may need.</summary>
    public static SilenceLimit Launches { get; } = new(10, 10);

    public SilenceLimit And(double seconds) => new(IdleSeconds + seconds, BusySeconds + seconds);
}
