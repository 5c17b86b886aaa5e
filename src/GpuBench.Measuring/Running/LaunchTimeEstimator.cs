using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Running;

/// <summary>
/// What launches of a device took so far, and how long one of a larger trial takes at least. A launch cannot be stopped: one
/// of several minutes would be waited for, twice, before it could be refused, or be taken for a hang.
/// </summary>
/// <param name="computeUnits">Of the device; a small trial may have kept one of them busy where a large one has work for all.</param>
public sealed class LaunchTimeEstimator(int? computeUnits)
{
    /// <summary>What is over sooner says more of what a launch costs than of the work.</summary>
    private const double ShortestLaunchSeconds = 0.01;

    /// <summary>Two points of a workload may differ so much in how well its kernel suits them, even on one unit.</summary>
    private const int MinSlack = 2;

    private readonly List<(Trial Trial, WorkCount Work, double Seconds)> _launches = [];

    public void Add(Trial trial, WorkCount work, double launchSeconds)
    {
        if (launchSeconds >= ShortestLaunchSeconds)
            _launches.Add((trial, work, launchSeconds));
    }

    /// <summary>
    /// By the nearest trial of the same workload and types: as much longer as the work grows, counted in operations or in
    /// bytes, whichever grows less, and shared among all units.
    /// </summary>
    /// <returns>Null where no smaller trial is known.</returns>
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

    /// <summary>Bound by either, a launch grows with that one. What a workload does not count is zero and says nothing.</summary>
    private static double Growth(WorkCount from, WorkCount to) => Math.Min(
        from.OperationCount > 0 ? to.OperationCount / from.OperationCount : double.PositiveInfinity,
        from.Bytes > 0 ? to.Bytes / from.Bytes : double.PositiveInfinity);
}

/// <param name="Seconds">What one launch takes at least.</param>
/// <param name="Known">The point by which that is known.</param>
/// <param name="KnownSeconds">What a launch of that took.</param>
public readonly record struct LaunchTimeBound(double Seconds, Point Known, double KnownSeconds)
{
    public override string ToString() =>
        $"would take {RoundPlan.Seconds(Seconds)} or more, as one of {Known} takes {RoundPlan.Seconds(KnownSeconds)}";
}
