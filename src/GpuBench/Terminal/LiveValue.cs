using GpuBench.Measuring;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Formatting;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Terminal;

/// <summary>
/// The value of a trial after its last round, with its ratio to the first accelerator asked for. It is computed in the parent process when
/// a round has ended, while the worker prepares the next one: a few milliseconds, and no launch is timed then.
/// </summary>
internal sealed class LiveValue
{
    private readonly ResultNormalizer _normalizer;
    private readonly string _name;

    /// <summary>Computes one value, so that nothing is parsed or compiled later, while a worker measures.</summary>
    /// <param name="progress">The run before its next worker starts.</param>
    public LiveValue(ResultNormalizer normalizer, RunProgress progress)
    {
        IReadOnlyList<VariantId> first = [.. normalizer.Against.Take(1)];
        _normalizer = new(normalizer.Normalizer, first);
        _name = first is [var against] ? normalizer.Normalizer.Names.Short(against) : "";
        if (progress.Plan.Devices.SelectMany(device => device.Trials).FirstOrDefault(trial => trial.Refusal is null) is { } planned)
            _ = Of(planned.Trial.Key, new RunProgress(progress.Started, [ImaginaryRound(planned.Trial.Key)]));
    }

    /// <param name="key">A trial with at least one round.</param>
    /// <returns>E.g. <c>matmul bf16 4096³ 449 TFLOP/s, ≥ 0.52 of H100</c>; null if the trial has no value.</returns>
    public string? Of(string key, RunProgress progress)
    {
        if (DocumentBuilder.RowOf(progress, key, WorkloadDefinitions.All) is not { Median: not null } built)
            return null;
        var document = _normalizer.Fill(new()
        {
            SchemaVersion = SchemaVersions.Results,
            Manifest = progress.Started.Manifest with
            {
                Devices = progress.Device(built.Engine, built.Device.Id) is { } opened ? [opened] : [],
            },
            Rows = [built],
        });
        var row = document.Rows[0];
        var value = $"{PointText.Of(row)} {(row.Status == TrialStatus.Ok ? ShortText.Value(row) : row.Status.Text())}";
        return row.Comparisons is [{ Refused: null } comparison] ? $"{value}, {ShortText.Number(comparison)} of {_name}" : value;
    }

    private static RoundFinished ImaginaryRound(string key) => new(key, new("", ""), HardwareUnit.Simt, 1, new Round
    {
        Index = 0,
        StartedAt = DateTimeOffset.UnixEpoch,
        WallSeconds = 1,
        SamplesSeconds = [1, 1.1],
        Discarded = [],
        LaunchesPerSample = 1,
        WarmUp = new(1, 0, Settled: true),
        StopReason = StopReason.Budget,
        AllocatedBytesPerSample = 0,
        CheckBefore = new(0, 1, ""),
        CheckAfter = new(0, 1, ""),
    });
}
