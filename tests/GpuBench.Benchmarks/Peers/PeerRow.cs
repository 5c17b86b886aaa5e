using GpuBench.Measuring.Trials;

namespace GpuBench.Benchmarks.Peers;

/// <summary>
/// The comparison of one workload of this project with another implementation of the same work, in alternating rounds. Null means not
/// measured. Rates and times are medians of the rounds.
/// </summary>
internal sealed record PeerRow
{
    public required string Workload { get; init; }

    public required string Point { get; init; }

    public required string DType { get; init; }

    public required string Device { get; init; }

    /// <summary>The other implementation, in one word.</summary>
    public required string Peer { get; init; }

    /// <summary>Details of the peer: the library's file, the number of threads.</summary>
    public string? PeerDetail { get; init; }

    /// <summary>The kernel of this project that ran. Null also means that there is no choice of kernel.</summary>
    public string? Kernel { get; init; }

    /// <summary>Unit of both rates.</summary>
    public ValueUnit? Unit { get; init; }

    public double? Rate { get; init; }

    public double? PeerRate { get; init; }

    /// <summary>
    /// The peer's time divided by this project's time, as the median of the rounds. 1 means equal speed; above 1, this project is faster.
    /// </summary>
    public double? Ratio { get; init; }

    /// <summary>Smallest ratio of the rounds.</summary>
    public double? Low { get; init; }

    /// <summary>Largest ratio of the rounds.</summary>
    public double? High { get; init; }

    public double? SecondsPerPass { get; init; }

    public double? PeerSecondsPerPass { get; init; }

    /// <summary>Passes in the round with the fewest passes.</summary>
    public int? PassesPerRound { get; init; }

    public int? PeerPassesPerRound { get; init; }

    /// <summary>As <see cref="Measuring.Devices.DeviceTimer.Name"/>.</summary>
    public string? Timer { get; init; }

    /// <summary>The reason why nothing was measured, and the remedy.</summary>
    public string? Reason { get; init; }

    /// <summary>Nothing was measured because a side is wrong or failed. False if a side is only unavailable.</summary>
    public bool Failed { get; init; }

    /// <param name="work">Work of one pass of either side.</param>
    public PeerRow With(PeerTimes times, WorkCount work, ValueUnit unit, string timer) => this with
    {
        Unit = unit,
        Rate = work.Amount(unit) / times.OursSecondsPerPass,
        PeerRate = work.Amount(unit) / times.PeerSecondsPerPass,
        Ratio = times.Ratio,
        Low = times.LowRatio,
        High = times.HighRatio,
        SecondsPerPass = times.OursSecondsPerPass,
        PeerSecondsPerPass = times.PeerSecondsPerPass,
        PassesPerRound = times.OursPassesPerRound,
        PeerPassesPerRound = times.PeerPassesPerRound,
        Timer = timer,
    };
}
