using GpuBench.Measuring.Statistics;

namespace GpuBench.Benchmarks.Peers;

/// <param name="SecondsPerPass">Median over the batches.</param>
/// <param name="PassCount">Passes in all batches together.</param>
internal readonly record struct SideTimes(double SecondsPerPass, int PassCount);

/// <summary>One round of a comparison.</summary>
internal readonly record struct RoundTimes(SideTimes Ours, SideTimes Peer)
{
    /// <summary>The peer's time divided by this project's time. Above 1, this project is faster.</summary>
    public double Ratio => Peer.SecondsPerPass / Ours.SecondsPerPass;
}

/// <summary>All rounds of a comparison, in the order in which they ran.</summary>
internal sealed record PeerTimes(IReadOnlyList<RoundTimes> Rounds)
{
    public double Ratio => Median.Of([.. Rounds.Select(round => round.Ratio)]);

    public double LowRatio => Rounds.Min(round => round.Ratio);

    public double HighRatio => Rounds.Max(round => round.Ratio);

    /// <summary>Medians over the rounds.</summary>
    public double OursSecondsPerPass => Median.Of([.. Rounds.Select(round => round.Ours.SecondsPerPass)]);

    public double PeerSecondsPerPass => Median.Of([.. Rounds.Select(round => round.Peer.SecondsPerPass)]);

    /// <summary>Passes in the round with the fewest passes.</summary>
    public int OursPassesPerRound => Rounds.Min(round => round.Ours.PassCount);

    public int PeerPassesPerRound => Rounds.Min(round => round.Peer.PassCount);
}
