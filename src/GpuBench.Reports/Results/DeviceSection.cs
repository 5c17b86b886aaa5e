using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>Table of one device, with a row per trial that has a value.</summary>
internal static class DeviceSection
{
    /// <returns>Null if no trial of the device has a value.</returns>
    public static Section? Of(
        ResultDocument document, IReadOnlyList<ResultRow> rows, ResultNormalizer normalizer, FigureReferences references)
    {
        var valued = rows.Where(row => row.Median is not null).ToList();
        if (valued.Count == 0)
            return null;
        var shares = new RoofShares(rows, normalizer);
        var footnotes = new Footnotes();
        var shareNotes = new ShareNotes(footnotes, Opened(document, rows[0])?.Device);
        var throttleNotes = new ThrottleNotes(footnotes, valued);
        var table = new Table(
        [
            new("workload", Wraps: true), new("value", true, Wraps: true), new("95 %", true, Wraps: true, Optional: true),
            new("of roof", true, Optional: true), new("of peak", true, Optional: true),
            new("hardware", Optional: true), new("limiter", Optional: true),
            // On a narrow terminal this interval stays and the other goes, because this one holds for a re-run.
            new("re-run", true, Wraps: true),
            .. normalizer.Against.Select(variant => new Column(normalizer.Normalizer.Names.Short(variant), Wraps: true)),
            new("kernel", Wraps: true, Optional: true),
        ]);
        foreach (var row in valued)
            table.Add(
            [
                .. Cells(row, shares, shareNotes, throttleNotes),
                .. normalizer.Against.Select((_, index) => Ratio(row, index, references)),
                KernelOf(row),
            ]);
        return new(Title(document, rows[0], normalizer), table) { Notes = footnotes.All };
    }

    /// <summary>Empty for a suspect row, which has its own section.</summary>
    private static string[] Cells(ResultRow row, RoofShares shares, ShareNotes shareNotes, ThrottleNotes throttleNotes) =>
        row.Status != TrialStatus.Ok
        ? [PointText.Of(row), row.Status.Text(), "", "", "", row.Unit?.Text() ?? "", "", ""]
        :
        [
            PointText.Of(row),
            ValueText.Of(row.Median, row.ValueUnit) + throttleNotes.MarkOf(row),
            row is { Low: { } low, High: { } high } ? Quantity.Format(new Interval(low, high)) : "",
            shareNotes.OfRoof(row, shares.OfMeasuredRoof(row)),
            shareNotes.OfPeak(row, shares.OfNominalPeak(row)),
            row.Unit?.Text() ?? "",
            row.Limiter.Text(),
            row is { PredictLow: { } from, PredictHigh: { } to } ? Quantity.Format(new Interval(from, to)) : "",
        ];

    /// <summary>
    /// E.g. <c>≥ 1/970 task bound [3]</c>, <c>≈ 1/970 ×÷1.3 task modelled [4]</c>, or <c>– shape</c>: with the rule that refused.
    /// </summary>
    private static string Ratio(ResultRow row, int index, FigureReferences references)
    {
        if (index >= row.Comparisons.Count)
            return "";
        var comparison = row.Comparisons[index];
        return comparison.Refused is { } rule
            ? $"– {rule}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{RatioText.Of(comparison)} {comparison.Kind} {comparison.Verdict} [{references.NumberOf(comparison)}]");
    }

    private static string KernelOf(ResultRow row) =>
        row.Stopped == "rounds" ? row.Kernel ?? "" : $"{row.Kernel} (stopped: {row.Stopped})";

    /// <returns>E.g. <c>cuda:0 NVIDIA H200, h200-sxm-141gb</c>, with the product or the part of one.</returns>
    public static string DeviceOf(ResultRow row, ResultNormalizer normalizer)
    {
        var product = row.Device.Partition is { } partition ? $", a part: {partition}"
            : normalizer.VariantOf(row.Device) is { } variant ? $", {variant}"
            : "";
        return $"{row.Device.Id} {row.Device.Name}{product}";
    }

    /// <returns>Null if the document does not have the device.</returns>
    public static DeviceOpened? Opened(ResultDocument document, ResultRow row) =>
        document.Manifest.Devices.FirstOrDefault(d => d.Device.Engine == row.Engine && d.Device.Id == row.Device.Id);

    private static string Title(ResultDocument document, ResultRow row, ResultNormalizer normalizer)
    {
        var opened = Opened(document, row);
        return opened is null
            ? $"{DeviceOf(row, normalizer)} ({row.Engine} {row.EngineVersion})"
            : $"{DeviceOf(row, normalizer)} ({opened.EngineVersion}, {opened.Device.Driver}, timer {opened.Timer.Name})";
    }
}
