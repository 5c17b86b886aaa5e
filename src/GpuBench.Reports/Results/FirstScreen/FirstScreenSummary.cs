using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results.FirstScreen;

/// <summary>The answer of a results document in one screen, before all tables. results/METHOD.md describes its rules.</summary>
internal static class FirstScreenSummary
{
    /// <summary>Chosen: a GPU has up to 20 lines, and the table of a fourth device is no longer found at a glance.</summary>
    private const int MaxDevices = 3;

    /// <param name="normalizer">The normalizer that filled the document's comparisons.</param>
    /// <param name="command">What the user types to start this program.</param>
    /// <returns>Empty if the document has no row.</returns>
    public static IReadOnlyList<SummaryLine> Of(ResultDocument document, ResultNormalizer normalizer, string command)
    {
        var published = new PublishedShapes(normalizer.Normalizer);
        var devices = document.Rows.GroupBy(row => (row.Device.Id, row.Device.Name))
            .Select(rows => new DeviceScreen(document, [.. rows], normalizer, published))
            .OrderByDescending(device => device.IsAccelerator).ToList();
        var shown = devices.Take(MaxDevices).ToList();
        return
        [
            .. shown.SelectMany(device => device.Of(command, isOnly: devices.Count == 1).Append(new(""))),
            .. devices.Count == shown.Count ? [] : new SummaryLine[] { new(Others([.. devices.Skip(MaxDevices)])), new("") },
            .. Legend([.. shown.SelectMany(device => device.Lines)], normalizer).Select(line => new SummaryLine(line)),
        ];
    }

    private static string Others(IReadOnlyList<DeviceScreen> devices) => string.Create(
        CultureInfo.InvariantCulture,
        $"{devices.Count} more {(devices.Count == 1 ? "device" : "devices")}, with tables below: "
        + $"{string.Join(", ", devices.Select(device => device.Name))}.");

    /// <summary>What the lines mean. Only words and letters that occur are explained.</summary>
    private static IEnumerable<string> Legend(IReadOnlyList<ClassLine> lines, ResultNormalizer normalizer)
    {
        if (lines.Count == 0)
            yield break;
        yield return "Each line: the best row with status ok at the largest published shape of its class; n: its rows of "
            + "all shapes (results/METHOD.md, The first screen).";
        var ratios = lines.SelectMany(line => line.Row.Comparisons).ToList();
        string?[] words =
        [
            lines.Any(line => line.ShareOf(normalizer) is not null) ? "peak: share of the product's nominal peak" : null,
            ratios.Count > 0
                ? $"{string.Join(", ", normalizer.Against.Select(normalizer.Normalizer.Names.Short))}: ratio to its published figure"
                    + (Has(Verdict.Modelled) ? ", or (≈) to a modelled time" : "")
                : null,
            ratios.All(ratio => ratio.Ratio is null) ? null
                : Has(Verdict.Modelled) ? "×÷: 95 % interval as a factor (≈: 90 %)"
                : "×÷: 95 % interval as a factor",
            ratios.Any(ratio => ratio.IsLowerBound && !RatioText.IsModelled(ratio)) ? "≥: at least" : null,
            Has(Verdict.Scaled) ? "~: scaled" : null,
            ratios.Count > 0 ? $"verdict: {VerdictText.Legend(ratios.Select(ratio => ratio.Verdict))}" : null,
            Has(Verdict.Incomparable) ? "the word after – is the rule that refused" : null,
        ];
        if (words.OfType<string>().ToList() is { Count: > 0 } explained)
            yield return $"{string.Join("; ", explained)}.";

        bool Has(Verdict verdict) => ratios.Any(ratio => ratio.Verdict == verdict.Text());
    }
}
