using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Rounds;
using GpuBench.Publications.Accelerators;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>A results document as one table of unformatted SI numbers, without samples.</summary>
internal static class FlatResults
{
    private static readonly string[] PerAccelerator = ["Ratio", "Low", "High", "Kind", "Verdict", "Figure", "Why"];

    public static Table Of(ResultDocument document, IReadOnlyList<VariantId> against)
    {
        var comparisons = against.SelectMany(variant => PerAccelerator.Select(field => $"{variant}{field}"));
        string[] titles =
        [
            "key", "engine", "device", "deviceName", "workload", "point", "dtype", "unit", "bound", "cache", "regime", "launch",
            "status", "reason", "metric", "valueUnit", "median", "low", "high", "predictLow", "predictHigh",
            "noise", "medianSeconds", "p95Seconds", "rounds", "samples", "kernel", "flopConvention",
            "nominalCheck", "nominalMeasured", "nominalLimit", "nominalFigure", "nominalWhy", "throttledRounds", "throttleReasons",
            "launchP50Seconds", "launchP95Seconds", "launchP99Seconds", "launchHostSeconds", "launchEnqueueSeconds",
            "launchJoules", "joulesPerToken", "peakMemoryBytes", "kernelsPerLaunch",
        ];
        var table = Table.Flat(titles.Concat(comparisons));
        foreach (var row in document.Rows)
            table.Add(
            [
                row.Key, row.Engine, row.Device.Id, row.Device.Name, row.Workload, row.Point.ToString(), row.DType?.ToString() ?? "",
                row.Unit?.Text() ?? "", row.Limiter.Text(), row.Cache.Text(), row.Regime.Text(), row.Launch.Text(),
                row.Status.Text(), row.Reason ?? "", row.Metric, row.ValueUnit.Text(),
                FlatText.Of(row.Median), FlatText.Of(row.Low), FlatText.Of(row.High),
                FlatText.Of(row.PredictLow), FlatText.Of(row.PredictHigh),
                FlatText.Of(row.Noise), FlatText.Of(row.MedianSeconds),
                FlatText.Of(row.P95Seconds),
                FlatText.Of(row.Rounds.Count), FlatText.Of(row.Rounds.Sum(round => round.SamplesSeconds.Count)),
                row.Kernel ?? "", row.FlopConvention?.Text() ?? "",
                .. Cells(row.NominalCheck), .. ThrottlingOf(row), .. Cells(row.Median is null ? null : LaunchCost.Of(row)),
                .. against.SelectMany((_, index) =>
                    index < row.Comparisons.Count ? Cells(row.Comparisons[index]) : PerAccelerator.Select(_ => "")),
            ]);
        foreach (var row in document.Foreign.Where(element => element.IsRow))
            table.Add([.. Cells(row), .. comparisons.Select(_ => "")]);
        return table;
    }

    private static string[] Cells(NominalCheck? check) =>
    [
        check?.Status.Text() ?? "", FlatText.Of(check?.Measured), FlatText.Of(check?.Limit), check?.Figure ?? "", check?.Why ?? "",
    ];

    /// <summary>Computed from the rounds, so that rows of older files have it.</summary>
    private static string[] Cells(LaunchCost? cost) =>
    [
        FlatText.Of(cost?.P50Seconds), FlatText.Of(cost?.P95Seconds), FlatText.Of(cost?.P99Seconds),
        FlatText.Of(cost?.HostSeconds), FlatText.Of(cost?.EnqueueSeconds), FlatText.Of(cost?.Joules), FlatText.Of(cost?.JoulesPerToken),
        FlatText.Of(cost?.PeakMemoryBytes), FlatText.Of(cost?.Kernels),
    ];

    /// <summary>The number of throttled rounds and their reasons. The number is empty if no sensor was read.</summary>
    private static string[] ThrottlingOf(ResultRow row)
    {
        var throttled = ThrottledRound.Of(row.Rounds);
        return
        [
            row.Rounds.Any(round => Throttling.Of(round) is not null) ? FlatText.Of(throttled.Count) : "",
            string.Join(", ", throttled.SelectMany(round => round.Reasons).Distinct()),
        ];
    }

    /// <summary>The values of the file in the order of the columns, without samples.</summary>
    private static IEnumerable<string> Cells(ForeignElement row) =>
    [
        row.Text("key"), row.Text("engine"), row.Text("device", "id"), row.Text("device", "name"), row.Text("workload"),
        row.Members("point", withNames: true), row.Members("dtype", withNames: false),
        row.Text("unit"), row.Text("bound"), row.Text("cache"), row.Text("regime"), row.Text("launch"),
        row.Text("status"), row.Why, row.Text("metric"), row.Text("valueUnit"), row.Text("median"), row.Text("low"), row.Text("high"),
        row.Text("predictLow"), row.Text("predictHigh"), row.Text("noise"), row.Text("medianSeconds"), row.Text("p95Seconds"),
        "", "", row.Text("kernel"), row.Text("flopConvention"),
        row.Text("nominalCheck", "status"), row.Text("nominalCheck", "measured"), row.Text("nominalCheck", "limit"),
        row.Text("nominalCheck", "figure"), row.Text("nominalCheck", "why"), "", "",
        row.Text("launchCost", "p50Seconds"), row.Text("launchCost", "p95Seconds"), row.Text("launchCost", "p99Seconds"),
        row.Text("launchCost", "hostSeconds"), row.Text("launchCost", "enqueueSeconds"),
        row.Text("launchCost", "joules"), row.Text("launchCost", "joulesPerToken"),
        row.Text("launchCost", "peakMemoryBytes"), row.Text("launchCost", "kernels"),
    ];

    private static IEnumerable<string> Cells(RowComparison comparison) =>
    [
        FlatText.Of(comparison.Ratio), FlatText.Of(comparison.Low), FlatText.Of(comparison.High),
        comparison.Kind ?? "", comparison.Verdict, comparison.Figure ?? "", comparison.Why,
    ];
}
