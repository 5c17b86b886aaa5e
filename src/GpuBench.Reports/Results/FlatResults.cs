using System.Globalization;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Accelerators;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>A results document as one table of raw SI numbers, without samples.</summary>
internal static class FlatResults
{
    private static readonly string[] PerAccelerator = ["Ratio", "Low", "High", "Kind", "Verdict", "Figure", "Why"];

    public static Table Of(ResultDocument document, IReadOnlyList<VariantId> against)
    {
        var comparisons = against.SelectMany(variant => PerAccelerator.Select(field => $"{variant}{field}"));
        var table = new Table([.. new[]
        {
            "key", "engine", "device", "deviceName", "workload", "point", "dtype", "unit", "bound", "cache", "regime", "launch",
            "status", "reason", "metric", "valueUnit", "median", "low", "high", "predictLow", "predictHigh", "noise", "medianSeconds", "p95Seconds",
            "rounds", "samples", "kernel", "flopConvention",
            "nominalCheck", "nominalMeasured", "nominalLimit", "nominalFigure", "nominalWhy",
        }.Concat(comparisons).Select(title => new Column(title))]);
        foreach (var row in document.Rows)
            table.Add(
            [
                row.Key, row.Engine, row.Device.Id, row.Device.Name, row.Workload, row.Point.ToString(), row.DType?.ToString() ?? "",
                row.Unit?.Text() ?? "", row.Bound.Text(), row.Cache.Text(), row.Regime.Text(), row.Launch.Text(),
                row.Status.Text(), row.Reason ?? "", row.Metric, row.ValueUnit.Text(),
                Number(row.Median), Number(row.Low), Number(row.High), Number(row.PredictLow), Number(row.PredictHigh), Number(row.Noise), Number(row.MedianSeconds), Number(row.P95Seconds),
                Number(row.Rounds.Count), Number(row.Rounds.Sum(round => round.SamplesSeconds.Count)),
                row.Kernel ?? "", row.FlopConvention?.Text() ?? "",
                .. Cells(row.NominalCheck),
                .. against.SelectMany((_, index) => index < row.Comparisons.Count ? Cells(row.Comparisons[index]) : PerAccelerator.Select(_ => "")),
            ]);
        return table;
    }

    private static string[] Cells(NominalCheck? check) =>
    [
        check?.Status.Text() ?? "", Number(check?.Measured), Number(check?.Limit), check?.Figure ?? "", check?.Why ?? "",
    ];

    private static IEnumerable<string> Cells(RowComparison comparison) =>
    [
        Number(comparison.Ratio), Number(comparison.Low), Number(comparison.High),
        comparison.Kind ?? "", comparison.Verdict, comparison.Figure ?? "", comparison.Why,
    ];

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
