using System.Globalization;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Benchmarks.Peers;

/// <summary>One of the two sides that take turns: runs passes in batches, and keeps their times until a round takes them.</summary>
/// <param name="run">Runs the given number of passes back to back. It returns their total seconds.</param>
/// <param name="batchSeconds">As <see cref="RoundRule.BatchSeconds"/>.</param>
internal sealed class PeerSide(Func<int, double> run, double batchSeconds)
{
    /// <summary>Every pass takes at least 100 ns. If the timer reads less for this many passes, it does not advance.</summary>
    private const int MaxPasses = 100_000;

    /// <summary>A first pass may be slow or too short for the timer, so the batch size changes gradually.</summary>
    private const int FastestGrowth = 10;

    private readonly List<double> _secondsPerPass = [];
    private int _passesPerBatch = 1;
    private int _passCount;

    /// <summary>Seconds since the last round was taken.</summary>
    public double Seconds { get; private set; }

    /// <summary>Batches since the last round was taken.</summary>
    public int BatchCount => _secondsPerPass.Count;

    /// <exception cref="InvalidOperationException">The timer does not advance.</exception>
    public void RunBatch()
    {
        var seconds = run(_passesPerBatch);
        Seconds += seconds;
        _passCount += _passesPerBatch;
        _secondsPerPass.Add(seconds / _passesPerBatch);
        if (seconds < batchSeconds / 2)
            Grow(seconds);
    }

    /// <summary>The times of all passes since the last call.</summary>
    public SideTimes Take()
    {
        var taken = new SideTimes(Median.Of([.. _secondsPerPass]), _passCount);
        _secondsPerPass.Clear();
        (Seconds, _passCount) = (0, 0);
        return taken;
    }

    private void Grow(double seconds)
    {
        if (_passesPerBatch == MaxPasses)
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"the timer does not advance: it reads {seconds} s for {MaxPasses} passes"));
        var wanted = seconds > 0 ? Math.Ceiling(_passesPerBatch * batchSeconds / seconds) : double.PositiveInfinity;
        _passesPerBatch = (int)Math.Min(Math.Min(wanted, (double)_passesPerBatch * FastestGrowth), MaxPasses);
    }
}
