using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Journals;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Comparing;

/// <summary>A comparison as one table of unformatted numbers. Each row names its runs, because a spreadsheet has no heading.</summary>
internal static class ComparisonFlat
{
    private static readonly IReadOnlyList<(string Title, Func<ComparedRuns, LaterRun, RunComparison, string> Cell)> Columns =
    [
        ("file", (_, _, row) => row.File),
        ("key", (_, _, row) => row.Key),
        ("valueUnit", (_, _, row) => row.ValueUnit.Text()),
        ("first", (_, _, row) => FlatText.Of(row.First)),
        ("later", (_, _, row) => FlatText.Of(row.Later)),
        ("ratio", (_, _, row) => FlatText.Of(row.Ratio)),
        ("withinPrediction", (_, _, row) => FlatText.Of(row.WithinPrediction)),
        ("why", (_, _, row) => row.Why ?? ""),
        ("verdict", (_, _, row) => row.Verdict.Text()),
        ("rerunLow", (_, _, row) => FlatText.Of(row.RerunLow)),
        ("rerunHigh", (_, _, row) => FlatText.Of(row.RerunHigh)),
        ("ratioLow", (_, _, row) => FlatText.Of(row.RatioLow)),
        ("ratioHigh", (_, _, row) => FlatText.Of(row.RatioHigh)),
        ("engine", (_, _, row) => row.Engine),
        ("device", (_, _, row) => row.Device ?? ""),
        ("deviceName", (_, _, row) => row.DeviceName ?? ""),
        ("laterDevice", (_, _, row) => row.LaterDevice ?? ""),
        ("laterDeviceName", (_, _, row) => row.LaterDeviceName ?? ""),
        ("workload", (_, _, row) => row.Workload),
        ("point", (_, _, row) => row.Point),
        ("dtype", (_, _, row) => row.DType),
        ("cache", (_, _, row) => row.Cache.Text()),
        ("regime", (_, _, row) => row.Regime.Text()),
        ("launch", (_, _, row) => row.Launch.Text()),
        ("kernel", (_, _, row) => row.Kernel ?? ""),
        ("laterKernel", (_, _, row) => row.LaterKernel ?? ""),
        ("differs", (_, _, row) => string.Join("; ", row.Differs.Select(difference => difference.ToString()))),
        ("firstFile", (runs, _, _) => runs.First.Label),
        .. Of("first", (runs, _) => runs.First.Document.Manifest),
        .. Of("later", (_, later) => later.Run.Document.Manifest),
    ];

    public static Table Of(ComparedRuns runs)
    {
        var table = Table.Flat(Columns.Select(column => column.Title));
        foreach (var later in runs.Later)
            foreach (var row in later.Rows)
                table.Add([.. Columns.Select(column => column.Cell(runs, later, row))]);
        return table;
    }

    private static IEnumerable<(string, Func<ComparedRuns, LaterRun, RunComparison, string>)> Of(
        string which, Func<ComparedRuns, LaterRun, Manifest> manifest) =>
    [
        ($"{which}Version", (runs, later, _) => manifest(runs, later).Tool.Version),
        ($"{which}Commit", (runs, later, _) => manifest(runs, later).Tool.Commit ?? ""),
        ($"{which}StartedAt", (runs, later, _) => Text(manifest(runs, later).StartedAt)),
        ($"{which}Host", (runs, later, _) => manifest(runs, later).Host.Cpu),
    ];

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
