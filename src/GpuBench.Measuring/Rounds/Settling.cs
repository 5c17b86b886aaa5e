using GpuBench.Measuring.Statistics;

namespace GpuBench.Measuring.Rounds;

/// <summary>
/// Detects the end of warm-up: the median time of the last four batches differs by less than 2 % from that of the four before. A fixed
/// number of launches is either too few (clocks still rise) or too many. <see cref="RoundPlan"/> has the limits of warm-up.
/// </summary>
public sealed class Settling
{
    // Chosen: a median of four ignores one slow batch. Clocks that rise change it by more than 2 %.
    private const int Window = 4;
    private const double Tolerance = 0.02;
    private readonly List<double> _seconds = [];

    /// <param name="launchSeconds">The time of one batch divided by its launches.</param>
    public void Add(double launchSeconds) => _seconds.Add(launchSeconds);

    public bool Settled
    {
        get
        {
            if (_seconds.Count < 2 * Window)
                return false;
            var earlier = Median.Of(_seconds.GetRange(_seconds.Count - 2 * Window, Window));
            var later = Median.Of(_seconds.GetRange(_seconds.Count - Window, Window));
            return Math.Abs(later / earlier - 1) < Tolerance;
        }
    }
}
