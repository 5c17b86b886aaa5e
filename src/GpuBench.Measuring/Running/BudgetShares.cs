using GpuBench.Measuring.Journals;

namespace GpuBench.Measuring.Running;

/// <summary>What each device of a run is going to get of its budget, by the costs that are expected before the first round.</summary>
public static class BudgetShares
{
    /// <returns>Seconds for each of the plan's devices, in their order; empty without a budget.</returns>
    public static IReadOnlyList<double> Of(RunStarted started)
    {
        if (started.Plan.BudgetSeconds is not { } budget)
            return [];
        var progress = new RunProgress(started, []);
        var costs = new TrialCosts(progress);
        var slices = Slice.Of(started.Plan);
        return
        [
            .. started.Plan.Devices.Select(device =>
                new BudgetSplit(progress, costs, [.. slices.OrderBy(slice => slice.Device != device)], budget).DeviceSeconds),
        ];
    }
}
