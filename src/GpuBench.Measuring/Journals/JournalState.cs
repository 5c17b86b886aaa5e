using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Journals;

/// <summary>State of the journal of an earlier run.</summary>
public enum JournalState
{
    /// <summary>Its run was interrupted: <c>--resume</c> continues it.</summary>
    Unfinished,

    Finished,

    /// <summary>Another process writes to it.</summary>
    InUse,

    /// <summary>Not a journal, or its process ended before the first line.</summary>
    Unreadable,
}

/// <summary>Finds the state of a journal.</summary>
public static class JournalStates
{
    public static JournalState Of(string path)
    {
        try
        {
            return JournalReader.ReadFile(path)[^1] is RunEnded ? JournalState.Finished : JournalState.Unfinished;
        }
        catch (UserError cause) when (cause.InnerException is IOException refused && FileFault.IsInUse(refused))
        {
            return JournalState.InUse;
        }
        catch (UserError)
        {
            return JournalState.Unreadable;
        }
    }
}

/// <summary>Checks that this version can continue a run: another version may have planned it, or the file may have been edited.</summary>
public static class PlanCheck
{
    /// <param name="path">Path of the journal.</param>
    /// <exception cref="UserError">Exit code 4: this version cannot run a trial of the plan.</exception>
    public static void Require(RunProgress progress, IReadOnlyList<WorkloadDefinition> workloads, string path)
    {
        var keys = new HashSet<string>();
        foreach (var trial in progress.Plan.Devices.SelectMany(device => device.Trials).Select(planned => planned.Trial))
        {
            var workload = workloads.FirstOrDefault(workload => workload.Name == trial.Workload);
            var fault = workload is null ? $"the workload '{trial.Workload}' does not exist"
                : workload.FaultOf(trial.Point) ?? workload.FaultOf(trial.DType)
                ?? (keys.Add(trial.Key) ? null : "duplicate trial");
            if (fault is not null)
                throw UserError.BadInput(
                    $"{path}, line 1: this version cannot continue the trial {trial.Key} ({fault}); "
                    + "resume with the version that started it, or start a new run");
        }
    }
}
