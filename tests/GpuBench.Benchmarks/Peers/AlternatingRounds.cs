using System.Diagnostics;

namespace GpuBench.Benchmarks.Peers;

/// <summary>
/// Times on a machine that others use, too: batches of our passes and of the peer's take turns, so that a disturbance meets
/// both, and each round gives a ratio of medians.
/// </summary>
internal static class AlternatingRounds
{
    public const int RoundCount = 5;

    /// <summary>As the other, on the host's clock.</summary>
    /// <param name="ours">One pass from start to end.</param>
    public static PeerTimes Measure(Action ours, Action peer, int passesPerRound) =>
        Measure(count => Seconds(ours, count), count => Seconds(peer, count), RoundRule.Processor(passesPerRound));

    /// <param name="ours">Runs so many passes back to back, and returns the seconds of all together.</param>
    /// <param name="peer">Likewise.</param>
    /// <exception cref="InvalidOperationException">A side breaks, or its timer stands still.</exception>
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
