using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Tests.Fakes;

/// <summary>Small plans and rounds for tests.</summary>
internal static class Plans
{
    public static readonly IReadOnlyList<WorkloadDefinition> Definitions = [new FakeDefinition()];

    public static RunPlan Create(RunRequest? request = null, Inventory? inventory = null) => RunPlan.Create(
        request ?? new RunRequest { Suite = Suite.Ci, Rounds = 2 }, inventory ?? Inventory.Of(FakeDevice.SomeCpu), [new FakeWorkload()]);

    public static RunStarted Started(RunPlan plan) => new(SchemaVersions.Journal, Manifest.Of(plan, ["run"]), plan);

    public static RoundFinished Finished(string key, int index, params double[] samplesSeconds) =>
        new(key, new("fake kernel", "there is no other"), HardwareUnit.Simt, 1, Round(index, samplesSeconds));

    public static Round Round(int index, params double[] samplesSeconds) => new()
    {
        Index = index,
        StartedAt = DateTimeOffset.UnixEpoch,
        WallSeconds = 1,
        SamplesSeconds = samplesSeconds,
        Discarded = [],
        LaunchesPerSample = 1,
        WarmUp = new(1, 0.1, Settled: true),
        StopReason = StopReason.Count,
        AllocatedBytesPerSample = 0,
        CheckBefore = new(0, 1, "nothing"),
        CheckAfter = new(0, 1, "nothing"),
    };

    /// <summary>A document with one row of two rounds, as a run would write it.</summary>
    public static ResultDocument Document(params double[] samplesSeconds)
    {
        var plan = Create(new RunRequest { Suite = Suite.Ci, Rounds = 2, Axes = [AxisValues.Parse("n=10")] });
        var started = Started(plan);
        var key = plan.Devices[0].Trials[0].Trial.Key;
        JournalEntry[] entries =
            [Finished(key, 0, samplesSeconds), Finished(key, 1, samplesSeconds), new RunEnded(DateTimeOffset.UnixEpoch)];
        return DocumentBuilder.Build(new RunProgress(started, entries), entries, Definitions);
    }
}
