using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Running;

/// <summary>
/// The best rates that a device reached so far, by workload and types, and what they say of larger trials. A launch cannot be
/// stopped: one of several minutes would be waited for, twice, before it could be refused, or be taken for a hang.
/// </summary>
internal sealed class RateBook
{
    /// <summary>What is over sooner says more of what a launch costs than of a rate.</summary>
    private const double ShortestLaunchSeconds = 0.01;

    private readonly Dictionary<(string Workload, NumericTriple? DType), double> _operationsPerSecond = [];

    public void Add(Trial trial, WorkCount work, double launchSeconds)
    {
        if (launchSeconds < ShortestLaunchSeconds)
            return;
        var key = (trial.Workload, trial.DType);
        _operationsPerSecond[key] = Math.Max(work.OperationCount / launchSeconds, _operationsPerSecond.GetValueOrDefault(key));
    }

    /// <summary>What one launch of the trial will take; null where nothing is known.</summary>
    public double? LaunchSeconds(Trial trial, WorkCount work) =>
        _operationsPerSecond.TryGetValue((trial.Workload, trial.DType), out var rate) && rate > 0 ? work.OperationCount / rate : null;
}
