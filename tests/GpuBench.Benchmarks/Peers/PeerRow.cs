using GpuBench.Measuring.Trials;

namespace GpuBench.Benchmarks.Peers;

/// <summary>
/// One of our workloads set against somebody else's way to do the same, alternating. Null: not measured. Rates and times are
/// medians of the rounds.
/// </summary>
internal sealed record PeerRow
{
    public required string Workload { get; init; }

    public required string Point { get; init; }

    public required string DType { get; init; }

    public required string Device { get; init; }

    /// <summary>What it is set against, in one word.</summary>
    public required string Peer { get; init; }

    /// <summary>The same in full: the library's file, the number of threads.</summary>
    public string? PeerDetail { get; init; }

    /// <summary>Which of our kernels it was; null where that is not chosen, too.</summary>
    public string? Kernel { get; init; }

    /// <summary>Of both rates.</summary>
    public ValueUnit? Unit { get; init; }

    public double? Rate { get; init; }

    public double? PeerRate { get; init; }

    /// <summary>The peer's time over ours, median of the rounds: 1 is as fast as the peer, above 1 is faster.</summary>
    public double? Ratio { get; init; }

    /// <summary>Smallest of the rounds.</summary>
    public double? Low { get; init; }

    /// <summary>Largest of the rounds.</summary>
    public double? High { get; init; }

    public double? SecondsPerPass { get; init; }

    public double? PeerSecondsPerPass { get; init; }

    /// <summary>Of the round that had the fewest.</summary>
    public int? PassesPerRound { get; init; }

    public int? PeerPassesPerRound { get; init; }

    /// <summary>As <see cref="Measuring.Devices.DeviceTimer.Name"/>.</summary>
    public string? Timer { get; init; }

    /// <summary>Why nothing was measured, and the remedy.</summary>
    public string? Reason { get; init; }

    /// <summary>Nothing was measured because a side is wrong or broke, and not because it cannot be had.</summary>
    public bool Failed { get; init; }

    /// <param name="work">Of one pass of either side.</param>
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
