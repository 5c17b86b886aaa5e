using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Formatting;

namespace GpuBench.Reports.Comparing;

/// <summary>The rows of a device of the first run and of its counterpart in the later run.</summary>
public sealed class ComparedDevices
{
    private readonly string _file;
    private readonly DevicePair _pair;
    private readonly RowJudge _judge;

    internal ComparedDevices(ComparedRun later, DevicePair pair, IReadOnlyList<RunDifference> differences, RowJudge judge)
    {
        (_file, _pair, Differences, _judge) = (later.Label, pair, differences, judge);
        Rows = [.. Pairs().Select(rows => Compare(rows.First, rows.Later))];
    }

    /// <summary>Differences of the runs and of the devices.</summary>
    public IReadOnlyList<RunDifference> Differences { get; }

    public IReadOnlyList<RunComparison> Rows { get; }

    public bool IsPair => _pair is { First: not null, Later: not null };

    public bool IsSameDevice => _pair.IsSameDevice;

    /// <summary>E.g. <c>cuda:0 (ilgpu)</c>, or <c>cuda:0 → cuda:1 (ilgpu)</c>.</summary>
    public string Name =>
        $"{string.Join(" → ", new[] { _pair.First?.Id, _pair.Later?.Id }.OfType<string>().Distinct())} ({Engine})";

    private string Engine => (_pair.First ?? _pair.Later)!.Engine;

    /// <summary>Rows of the same task, also if a file has it more than once; then the rows that only the later run has.</summary>
    private IEnumerable<(ResultRow? First, ResultRow? Later)> Pairs()
    {
        var later = Numbered(_pair.Later).ToDictionary();
        foreach (var (task, first) in Numbered(_pair.First))
            yield return later.Remove(task, out var row) ? (first, row) : (first, null);
        foreach (var row in later.Values)
            yield return (null, row);
    }

    private static IEnumerable<KeyValuePair<(string Task, int Index), ResultRow>> Numbered(ComparedDevice? device) =>
        (device?.Rows ?? []).GroupBy(TaskOf).SelectMany(rows => rows.Select((row, index) => KeyValuePair.Create((rows.Key, index), row)));

    private static string TaskOf(ResultRow row) =>
        $"{row.Workload}|{row.Point}|{row.DType}|{new Conditions(row.Cache, row.Regime, row.Launch)}";

    private RunComparison Compare(ResultRow? first, ResultRow? later)
    {
        var row = (first ?? later)!;
        var (a, b) = (Value(first), Value(later));
        var ofRows = first is null || later is null ? [] : Comparing.Differences.Of(first, later);
        IReadOnlyList<RunDifference> differs = [.. Differences, .. ofRows];
        // Rates are comparable only if the work was counted the same way.
        var ratio = first is null || later is null || (first.Work, first.ValueUnit) != (later.Work, later.ValueUnit) ? null : b / a;
        var isRerun = ratio is not null && _pair.IsSameDevice && !differs.Any(difference => difference.EndsPrediction);
        var expected = isRerun ? RatioOfRuns.OfRerun(first!, later!.Rounds.Count) : null;
        var both = ratio is null ? null : RatioOfRuns.OfBoth(first!, later!);
        var (verdict, why) = a is null && b is null ? (RowVerdict.NoValue, Why(first, later))
            : a is null ? (RowVerdict.New, Why(first, later))
            : b is null ? (RowVerdict.Missing, Why(first, later))
            : isRerun ? _judge.Of(ratio!.Value, expected, first!.Rounds.Count)
            : (_pair.IsSameDevice ? RowVerdict.ChangedConditions : RowVerdict.OtherDevice, null);
        return new(
            _file, row.Key, first?.Device.Id, row.Workload, row.Point.ToString(), row.DType?.ToString() ?? "", row.ValueUnit,
            a, b, ratio, ratio is { } r ? expected?.Contains(r) : null, why)
        {
            Engine = row.Engine,
            DeviceName = first?.Device.Name,
            LaterDevice = later?.Device.Id,
            LaterDeviceName = later?.Device.Name,
            Cache = row.Cache,
            Regime = row.Regime,
            Launch = row.Launch,
            Kernel = first?.Kernel,
            LaterKernel = later?.Kernel,
            RerunLow = expected?.Low,
            RerunHigh = expected?.High,
            RatioLow = both?.Low,
            RatioHigh = both?.High,
            Verdict = verdict,
            Differs = differs,
            RowDifferences = ofRows,
            Task = PointText.Of(row),
        };
    }

    /// <summary>Null for a suspect row: its numbers are not compared.</summary>
    private static double? Value(ResultRow? row) =>
        row is { Status: TrialStatus.Ok, Median: { } median } && double.IsFinite(median) && median > 0 ? median : null;

    private string? Why(ResultRow? first, ResultRow? later)
    {
        var reasons = new[] { Why("first run", first, _pair.First), Why("later run", later, _pair.Later) }
            .OfType<string>().ToList();
        return reasons.Count == 0 ? null : string.Join("; ", reasons);
    }

    private string? Why(string run, ResultRow? row, ComparedDevice? device) =>
        device is null ? $"{run}: no such device of {Engine}"
        : row is null ? $"{run}: no such trial"
        : row.Status != TrialStatus.Ok ? $"{run}: {row.Status.Text()}, {row.Reason}"
        : Value(row) is null ? $"{run}: its value is not a positive number"
        : null;
}
