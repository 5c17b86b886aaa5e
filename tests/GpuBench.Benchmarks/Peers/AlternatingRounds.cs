using System.Diagnostics;

namespace GpuBench.Benchmarks.Peers;

/// <summary>
/// Measures on a shared machine. Batches of passes of this project and of the peer alternate, so a disturbance affects both. Each round
/// gives a ratio of medians.
/// </summary>
internal static class AlternatingRounds
{
    public const int RoundCount = 5;

    /// <summary>The same on the host's clock, with the rule for a processor.</summary>
    /// <param name="ours">One pass from start to end.</param>
    public static PeerTimes Measure(Action ours, Action peer, int passesPerRound) =>
        Measure(count => Seconds(ours, count), count => Seconds(peer, count), RoundRule.Processor(passesPerRound));

    /// <param name="ours">Runs the given number of passes back to back. It returns their total seconds.</param>
    /// <param name="peer">The same for the peer.</param>
    /// <exception cref="InvalidOperationException">A side fails, or its timer does not advance.</exception>
    public static PeerTimes Measure(Func<int, double> ours, Func<int, double> peer, RoundRule rule)
    {
        var (oursSide, peerSide) = (new PeerSide(ours, rule.BatchSeconds), new PeerSide(peer, rule.BatchSeconds));
        WarmUp(oursSide, peerSide, rule);
        return new([.. Enumerable.Range(0, RoundCount).Select(_ => Round(oursSide, peerSide, rule))]);
    }

    private static void WarmUp(PeerSide ours, PeerSide peer, RoundRule rule)
    {
        bool IsCold(PeerSide side) => side.BatchCount == 0 || side.Seconds < rule.WarmUpSeconds;
        while (IsCold(ours) || IsCold(peer))
        {
            if (IsCold(ours))
                ours.RunBatch();
            if (IsCold(peer))
                peer.RunBatch();
        }
        ours.Take();
        peer.Take();
    }

    private static RoundTimes Round(PeerSide ours, PeerSide peer, RoundRule rule)
    {
        bool IsShort(PeerSide side) => side.BatchCount < rule.MinBatches || side.Seconds < rule.RoundSeconds;
        while (IsShort(ours) || IsShort(peer))
        {
            ours.RunBatch();
            peer.RunBatch();
        }
        return new(ours.Take(), peer.Take());
    }

    private static double Seconds(Action pass, int count)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
            pass();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
