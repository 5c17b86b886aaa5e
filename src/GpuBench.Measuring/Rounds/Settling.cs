using GpuBench.Measuring.Statistics;

namespace GpuBench.Measuring.Rounds;

/// <summary>
/// Tells when warming up has done its work: the medians of the last two windows of launches differ by less than 2 %.
/// A fixed number of warm-up launches is either too few (clocks still rising) or a waste.
/// </summary>
public sealed class Settling
{
    private const int Window = 4;
    private const double Tolerance = 0.02;
    private readonly List<double> _seconds = [];

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
