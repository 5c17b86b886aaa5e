using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Journals;

/// <summary>Whether this version can go on with a run: another may have planned it, or somebody changed the file.</summary>
public static class PlanCheck
{
    /// <param name="path">Of the journal.</param>
    /// <exception cref="UserError">Exit code 4: a trial of the plan cannot be carried out.</exception>
    public static void Require(RunProgress progress, IReadOnlyList<WorkloadDefinition> workloads, string path)
    {
        var keys = new HashSet<string>();
        foreach (var trial in progress.Plan.Devices.SelectMany(device => device.Trials).Select(planned => planned.Trial))
        {
            var workload = workloads.FirstOrDefault(workload => workload.Name == trial.Workload);
            var fault = workload is null ? $"there is no workload '{trial.Workload}'"
                : workload.FaultOf(trial.Point) ?? workload.FaultOf(trial.DType)
                ?? (keys.Add(trial.Key) ? null : "the trial stands there twice");
            if (fault is not null)
                throw UserError.BadInput(
                    $"{path}, line 1: this version cannot go on with the trial {trial.Key} ({fault}); "
                    + "resume with the version that began it, or start a new run");
        }
    }
}
