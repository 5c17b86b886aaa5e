using System.Diagnostics;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Benchmarks.Peers;

/// <summary>
/// Ratios on a machine that others use, too: ours and the peer's passes take turns, so that a disturbance meets both, and each
/// round gives a ratio of medians.
/// </summary>
internal static class AlternatingRounds
{
    private const int RoundCount = 5;

    /// <returns>The peer's time over ours in each round, in rising order.</returns>
    public static IReadOnlyList<double> Ratios(Action ours, Action peer, int passesPerRound) =>
        Ratios(() => Seconds(ours), () => Seconds(peer), passesPerRound);

    /// <param name="ours">One pass, and its seconds.</param>
    /// <param name="peer">Likewise.</param>
    /// <returns>The peer's time over ours in each round, in rising order.</returns>
    public static IReadOnlyList<double> Ratios(Func<double> ours, Func<double> peer, int passesPerRound)
    {
        ours();
        peer();
        return [.. Enumerable.Range(0, RoundCount).Select(_ => Ratio(ours, peer, passesPerRound)).Order()];
    }

    private static double Ratio(Func<double> ours, Func<double> peer, int passCount)
    {
        var (oursSeconds, peerSeconds) = (new double[passCount], new double[passCount]);
        for (var pass = 0; pass < passCount; pass++)
        {
            oursSeconds[pass] = ours();
            peerSeconds[pass] = peer();
        }
        return Median.Of(peerSeconds) / Median.Of(oursSeconds);
    }

    public static double Seconds(Action pass)
    {
        var start = Stopwatch.GetTimestamp();
        pass();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
