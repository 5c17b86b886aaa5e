using System.Globalization;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports;

/// <summary>Turns a results document into tables: one a device.</summary>
public static class ResultReport
{
    public static Report Of(ResultDocument document) => new(
        [.. Notes(document)],
        [.. document.Rows.GroupBy(row => (row.Engine, row.Device.Id)).Select(rows => DeviceSection(document, [.. rows]))],
        FlatResults.Of(document),
        ResultFile.Serialize(document));

    private static IEnumerable<string> Notes(ResultDocument document)
    {
        var manifest = document.Manifest;
        foreach (var missing in manifest.Missing)
            yield return $"Not measured: {missing.Engine} on {missing.Backend.Text()}. {missing.Reason} {missing.Cure}";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Suite {manifest.Suite.Text()}, {manifest.Rounds} rounds, seed {manifest.Seed}. Value: median; 95 %: interval of this run's median; re-run: where 95 % of re-runs are expected; roof: the same run's peak (same accumulator) or fastest stream.");
    }

    private static Section DeviceSection(ResultDocument document, IReadOnlyList<ResultRow> rows)
    {
        var device = rows[0].Device;
        var roofs = new MeasuredRoofs(rows);
        var table = new Table(
            new("workload"), new("point", Wraps: true), new("type"), new("value", true), new("95 %", true), new("re-run", true),
            new("of roof", true), new("unit"), new("bound"), new("kernel, or reason", Wraps: true));
        foreach (var row in rows)
            table.Add(
                row.Workload, row.Point.ToString().Replace(',', ' '), row.DType?.ToString() ?? "",
                row.Median is { } median ? Quantity.Format(median, row.ValueUnit.Text()) : row.Status.Text(),
                row is { Low: { } low, High: { } high } ? Quantity.Format(new Interval(low, high)) : "",
                row is { PredictLow: { } from, PredictHigh: { } to } ? Quantity.Format(new Interval(from, to)) : "",
                roofs.ShareOf(row) is { } share ? Quantity.Percent(share) : "",
                row.Unit?.Text() ?? "", row.Median is null ? "" : row.Bound.Text(),
                row.Reason ?? (row.Stopped == "rounds" ? row.Kernel! : $"{row.Kernel} (stopped: {row.Stopped})"));
        return new(Title(document, rows[0], device), table);
    }

    private static string Title(ResultDocument document, ResultRow row, RowDevice device)
    {
        var opened = document.Manifest.Devices.FirstOrDefault(d => d.Device.Engine == row.Engine && d.Device.Id == device.Id);
        return opened is null
            ? $"{device.Id} {device.Name} ({row.Engine})"
            : $"{device.Id} {device.Name} ({opened.EngineVersion}, {opened.Device.Driver}, timer {opened.Timer.Name})";
    }
}
