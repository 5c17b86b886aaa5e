using System.Globalization;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports;

/// <summary>A results document as one table of raw SI numbers, without samples.</summary>
internal static class FlatResults
{
    public static Table Of(ResultDocument document)
    {
        var table = new Table([.. new[]
        {
            "key", "engine", "device", "deviceName", "workload", "point", "dtype", "unit", "bound", "cache", "regime", "launch",
            "status", "reason", "metric", "valueUnit", "median", "low", "high", "predictLow", "predictHigh", "noise",
            "rounds", "samples", "kernel", "flopConvention",
        }.Select(title => new Column(title))]);
        foreach (var row in document.Rows)
            table.Add(
                row.Key, row.Engine, row.Device.Id, row.Device.Name, row.Workload, row.Point.ToString(), row.DType?.ToString() ?? "",
                row.Unit?.Text() ?? "", row.Bound.Text(), row.Cache.Text(), row.Regime.Text(), row.Launch.Text(),
                row.Status.Text(), row.Reason ?? "", row.Metric, row.ValueUnit.Text(),
                Number(row.Median), Number(row.Low), Number(row.High), Number(row.PredictLow), Number(row.PredictHigh), Number(row.Noise),
                Number(row.Rounds.Count), Number(row.Rounds.Sum(round => round.SamplesSeconds.Count)),
                row.Kernel ?? "", row.FlopConvention?.Text() ?? "");
        return table;
    }

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
