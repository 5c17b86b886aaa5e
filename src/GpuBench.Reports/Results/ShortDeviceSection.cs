using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>Table of one device that fits in 100 columns: a row per trial that has a value.</summary>
internal static class ShortDeviceSection
{
    /// <summary>Parts of an engine's version that name it: the engine, and the library that it runs on.</summary>
    private const int VersionParts = 2;

    /// <summary>Characters of a kernel's name, so that most workloads and kernels fit in one line of 100 columns.</summary>
    private const int KernelWidth = 12;

    /// <returns>Null if no trial of the device has a value.</returns>
    public static Section? Of(ResultDocument document, IReadOnlyList<ResultRow> rows, ResultNormalizer normalizer)
    {
        var valued = rows.Where(row => row.Median is not null).ToList();
        if (valued.Count == 0)
            return null;
        var shares = new RoofShares(rows, normalizer);
        var footnotes = new Footnotes();
        var shareNotes = new ShareNotes(footnotes, DeviceSection.Opened(document, rows[0])?.Device);
        var throttleNotes = new ThrottleNotes(footnotes, valued);
        var table = new Table(
        [
            new("workload", Wraps: true),
            new("value", true) { ToneOf = value => value == TrialStatus.Suspect.Text() ? Tone.Bad : Tone.Plain },
            // Columns are left out from the right: this one last, because it holds for a re-run.
            new("re-run", true, Optional: true), new("of\nroof", true, Optional: true),
            .. normalizer.Against.Select(normalizer.Normalizer.Names.Short)
                .Select(against => new Column(against, true) { ToneOf = VerdictText.ToneOf }),
            new("kernel", Optional: true) { NarrowWidth = KernelWidth },
        ])
        { IsDense = true };
        foreach (var row in valued)
            table.Add(
            [
                PointText.Of(row),
                .. row.Status == TrialStatus.Ok
                    ? [
                        ShortText.Value(row) + throttleNotes.MarkOf(row), ShortText.ReRun(row),
                        shareNotes.OfRoof(row, shares.OfMeasuredRoof(row)),
                    ]
                    : (string[])[row.Status.Text(), "", ""],
                .. normalizer.Against.Select((_, index) => index < row.Comparisons.Count ? ShortText.Ratio(row.Comparisons[index]) : ""),
                ShortText.Kernel(row),
            ]);
        return new(Title(document, rows[0], normalizer), table) { Notes = [.. footnotes.All, .. Stopped(document, valued)] };
    }

    /// <summary>The rows that have fewer rounds than planned, if any.</summary>
    private static IEnumerable<string> Stopped(ResultDocument document, List<ResultRow> rows)
    {
        foreach (var reason in rows.Where(row => row.Stopped is not (null or "rounds")).GroupBy(row => row.Stopped))
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Rows with fewer than {document.Manifest.Rounds} rounds: {reason.Count()} of {rows.Count} (stopped: {reason.Key}).");
    }

    /// <summary>E.g. <c>cuda:0 NVIDIA H200, h200-sxm-141gb, TorchSharp 0.107.0, libtorch 2.11.0+cu130</c>.</summary>
    private static string Title(ResultDocument document, ResultRow row, ResultNormalizer normalizer)
    {
        var version = DeviceSection.Opened(document, row)?.EngineVersion ?? $"{row.Engine} {row.EngineVersion}";
        return $"{DeviceSection.DeviceOf(row, normalizer)}, {string.Join(", ", version.Split(", ").Take(VersionParts))}";
    }
}
