using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Running;

/// <summary>
/// Lower bounds for launch times, from the launches of a device so far. A launch cannot be stopped. Without a bound, a launch of several
/// minutes would run twice before the trial is refused, or would count as a hang.
/// </summary>
/// <param name="computeUnits">Compute units of the device. A small trial may use one unit, and a large one uses all.</param>
public sealed class LaunchTimeEstimator(int? computeUnits)
{
    /// <summary>Below 10 ms, launch overhead dominates.</summary>
    private const double MinLaunchSeconds = 0.01;

    /// <summary>Chosen: the efficiency of a kernel may differ twofold between two points, even on one unit.</summary>
    private const int MinSlack = 2;

    private readonly List<(Trial Trial, WorkCount Work, double Seconds)> _launches = [];

    public void Add(Trial trial, WorkCount work, double launchSeconds)
    {
        if (launchSeconds >= MinLaunchSeconds)
            _launches.Add((trial, work, launchSeconds));
    }

    /// <summary>
    /// Extrapolates from the nearest trial of the same workload and types. The time grows with the work, in operations or in bytes,
    /// whichever grows less, and is divided by the number of compute units.
    /// </summary>
    /// <returns>Null if no smaller trial is known.</returns>
    public LaunchTimeBound? LowerBound(Trial trial, WorkCount work)
    {
        var nearest = _launches
            .Where(known => (known.Trial.Workload, known.Trial.DType) == (trial.Workload, trial.DType))
            .Select(known => (known.Trial, known.Seconds, Growth: Growth(known.Work, work)))
            .Where(known => known.Growth > 1)
            .OrderBy(known => known.Growth).ThenBy(known => known.Seconds)
            .FirstOrDefault();
        return nearest.Trial is null || computeUnits is not { } units
            ? null
            : new(nearest.Seconds * nearest.Growth / Math.Max(units, MinSlack), nearest.Trial.Point, nearest.Seconds);
    }

    /// <summary>
    /// A launch is limited by operations or by bytes, so the smaller growth is safe. A workload that does not count one of them has zero
    /// there.
    /// </summary>
    private static double Growth(WorkCount from, WorkCount to) => Math.Min(
        from.OperationCount > 0 ? to.OperationCount / from.OperationCount : double.PositiveInfinity,
        from.Bytes > 0 ? to.Bytes / from.Bytes : double.PositiveInfinity);
}

/// <summary>A lower bound for the time of one launch.</summary>
/// <param name="Seconds">Lower bound for one launch.</param>
/// <param name="Known">The measured point behind the bound.</param>
/// <param name="KnownSeconds">Time of one launch at that point.</param>
public readonly record struct LaunchTimeBound(double Seconds, Point Known, double KnownSeconds)
{
    public override string ToString() =>
        $"would take at least {RoundPlan.Seconds(Seconds)}, because one of {Known} takes {RoundPlan.Seconds(KnownSeconds)}";
}
