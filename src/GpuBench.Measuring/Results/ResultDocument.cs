using System.Text.Json.Serialization;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Results;

/// <summary>The results document: <c>run</c> writes it, all other commands read it. Fields may be added, never renamed.</summary>
public sealed record ResultDocument : Extensible
{
    public required int SchemaVersion { get; init; }

    public required Manifest Manifest { get; init; }

    public required IReadOnlyList<ResultRow> Rows { get; init; }

    /// <summary>Elements with words of a newer version: shown and written again, but never used in computations.</summary>
    [JsonIgnore]
    public IReadOnlyList<ForeignElement> Foreign { get => field ?? []; init; }
}

/// <summary>Builds a results document from a journal. Pure.</summary>
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
            Rows = LimiterModel.Apply([.. rows], workloads),
        };
    }

    /// <summary>The row of one trial, before the measured roofs are known.</summary>
    /// <returns>Null if the plan does not have the trial, or no workload has its name.</returns>
    public static ResultRow? RowOf(RunProgress progress, string key, IReadOnlyList<WorkloadDefinition> workloads)
    {
        var rows =
            from device in progress.Plan.Devices
            from planned in device.Trials
            where planned.Trial.Key == key
            from workload in workloads
            where workload.Name == planned.Trial.Workload
            select RowBuilder.Build(progress, device, planned.Trial, workload);
        return rows.FirstOrDefault();
    }
}
