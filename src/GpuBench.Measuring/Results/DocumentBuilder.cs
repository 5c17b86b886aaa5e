using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Results;

/// <summary>Turns what a journal holds into a results document: a pure function.</summary>
public static class DocumentBuilder
{
    public static ResultDocument Build(
        RunProgress progress, IReadOnlyList<JournalEntry> entries, IReadOnlyList<WorkloadDefinition> workloads)
    {
        var rows =
            from device in progress.Plan.Devices
            from planned in device.Trials
            let workload = workloads.First(w => w.Name == planned.Trial.Workload)
            select RowBuilder.Build(progress, device, planned.Trial, workload);
        return new()
        {
            SchemaVersion = SchemaVersions.Results,
            Manifest = progress.Started.Manifest with
            {
                FinishedAt = entries.OfType<RunEnded>().LastOrDefault()?.At,
                ResumedAt = [.. entries.OfType<RunResumed>().Select(resumed => resumed.At)],
                Devices = [.. entries.OfType<DeviceOpened>().DistinctBy(d => (d.Device.Engine, d.Device.Id))],
            },
            Rows = BoundModel.Apply([.. rows], workloads),
        };
    }
}
