using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Results.FirstScreen;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>
/// Tables of a normalised results document: each device's values, their shares of its own roofs, and their ratios to published
/// figures; then the figures used, the reasons for empty cells, and the trials without a value.
/// </summary>
public static class ResultReport
{
    /// <param name="normalizer">The normalizer that filled the document's comparisons.</param>
    /// <param name="command">What the user types to start this program.</param>
    public static Report Of(ResultDocument document, ResultNormalizer normalizer, string command = "gpubench")
    {
        var devices = document.Rows.GroupBy(row => (row.Engine, row.Device.Id)).Select(rows => rows.ToList()).ToList();
        return new(
            () => FullText(document, devices, normalizer),
            () => FlatResults.Of(document, normalizer.Against),
            () => ResultFile.Serialize(document),
            () => ShortText(document, devices, normalizer))
        {
            Summary = FirstScreenSummary.Of(document, normalizer, command),
        };
    }

    private static ReportText FullText(
        ResultDocument document, IEnumerable<IReadOnlyList<ResultRow>> devices, ResultNormalizer normalizer)
    {
        var references = new FigureReferences(document, normalizer);
        Section?[] sections =
        [
            .. devices.Select(rows => DeviceSection.Of(document, rows, normalizer, references)),
            ModelPassSection.Of(document),
            SuspectSection.Of(document),
            references.Section(),
            ModelledSection.Of(document, normalizer),
            NotDividedSection.Of(document),
            NotMeasuredSection.Of(document),
            ForeignSection.Of(document),
        ];
        return new(
            [.. ResultNotes.Head(document, normalizer)], [.. sections.OfType<Section>()],
            [.. ResultNotes.Closing(document, normalizer)]);
    }

    private static ReportText ShortText(
        ResultDocument document, IEnumerable<IReadOnlyList<ResultRow>> devices, ResultNormalizer normalizer)
    {
        var tables = devices.Select(rows => ShortDeviceSection.Of(document, rows, normalizer)).OfType<Section>().ToList();
        if (tables is [.. var first, var last])
            tables = [.. first, last with { Notes = [.. last.Notes, .. ShortNotes.Legend(document)] }];
        Section?[] others =
        [
            SuspectSection.Of(document),
            ModelledSection.Of(document, normalizer),
            ShortNotDividedSection.Of(document, normalizer),
            ShortNotMeasuredSection.Of(document),
            ForeignSection.Of(document),
        ];
        return new(
            [.. ResultNotes.Head(document, normalizer)], [.. tables, .. others.OfType<Section>()], [.. ShortNotes.Closing(document)]);
    }
}

/// <summary>Sentences of the table that fits in 100 columns.</summary>
internal static class ShortNotes
{
    /// <summary>What the columns of the device tables mean.</summary>
    public static IEnumerable<string> Legend(ResultDocument document)
    {
        yield return "value: median. re-run: where 95 % of re-runs are expected, ± a share of the value, or × and ÷ a factor. "
            + "of roof: share of this run's peak or fastest stream.";
        var verdicts = document.Rows.SelectMany(row => row.Comparisons).Select(comparison => comparison.Verdict).ToList();
        if (verdicts.Count > 0)
            yield return $"Ratios, own value ÷ published figure: {VerdictText.Legend(verdicts)}.";
    }

    public static IEnumerable<string> Closing(ResultDocument document)
    {
        foreach (var missing in document.Manifest.Missing)
            yield return $"Not measured: {missing.Engine} on {missing.Backend.Text()}. {missing.Reason} {missing.Remedy}";
        var explained = document.Rows.FirstOrDefault(row => row.Comparisons.Any(
            comparison => comparison.Figure is not null || comparison.Projection is not null));
        yield return "--wide shows all columns, the verdicts in words, and id and source of each published figure"
            + (explained is null ? "." : $"; compare FILE --explain '{PointText.Of(explained)}' shows one row whole.");
    }
}

/// <summary>Notes before the first table and after the last one.</summary>
internal static class ResultNotes
{
    /// <summary>What was measured, beginning with what was not.</summary>
    public static IEnumerable<string> Head(ResultDocument document, ResultNormalizer normalizer) =>
        RunHead.Of(document).Prepend(NotMeasuredOn(document, normalizer));

    /// <summary>What the tables leave open, and what their words mean.</summary>
    public static IEnumerable<string> Closing(ResultDocument document, ResultNormalizer normalizer)
    {
        foreach (var missing in document.Manifest.Missing)
            yield return $"Not measured: {missing.Engine} on {missing.Backend.Text()}. {missing.Reason} {missing.Remedy}";
        if (Scaled(normalizer) is { } scaled)
            yield return scaled;
        if (NominalLimits(document) is { } limits)
            yield return limits;
        yield return "Value: median. 95 %: interval of the median of this run. re-run: expected range of 95 % of re-runs. "
            + "of roof: share of this run's peak (same accumulator) or fastest stream. of peak: share of the product's nominal peak.";
        yield return "fp16 means fp16 operands and result with fp32 sums. Ratios: unit = both sides used the same hardware unit; "
            + "task = same job, each side on its best unit; ≥ = lower bound, because another kernel may be faster on the device, or the "
            + "published figure is a nominal peak; [n] = published figure, or the time there if it is modelled (≈); "
            + "– word = rule that refused the ratio.";
        var verdicts = document.Rows.SelectMany(row => row.Comparisons).Where(comparison => comparison.Refused is null)
            .Select(comparison => comparison.Verdict);
        if (VerdictText.LegendOfWords(verdicts) is { Length: > 0 } legend)
            yield return legend;
    }

    private static string NotMeasuredOn(ResultDocument document, ResultNormalizer normalizer)
    {
        var names = normalizer.Normalizer.Names;
        var measured = document.Rows.Select(row => normalizer.VariantOf(row.Device)).OfType<VariantId>().ToHashSet();
        var published = normalizer.Against.Where(variant => !measured.Contains(variant))
            .Select(variant => $"{names.Short(variant)} = {names.Describe(variant)}").ToList();
        return published.Count == 0
            ? "Every accelerator of this table was measured here; the ratios are to published figures of the same products."
            : $"Not measured here: {string.Join(", ", published)}. Their columns are ratios to published figures.";
    }

    /// <summary>How many rows were checked against nominal limits; null if no row has a value.</summary>
    private static string? NominalLimits(ResultDocument document)
    {
        var checks = document.Rows.Select(row => row.NominalCheck).OfType<NominalCheck>().ToList();
        if (checks.Count == 0)
            return null;
        var held = checks.Count(check => check.Status != NominalStatus.None);
        var above = checks.Count(check => check.Status == NominalStatus.Above);
        const string Details = "details: nominalCheck in json and csv";
        return held == 0
            ? $"Nominal limits: no row was checked, because no nominal figure applies; {Details}."
            : string.Create(
                CultureInfo.InvariantCulture, $"Nominal limits: {held} of {checks.Count} rows checked, {above} above; {Details}.");
    }

    /// <summary>How the other variants compare with the default variant by nominal peak, which is a model.</summary>
    private static string? Scaled(ResultNormalizer normalizer)
    {
        var bins = normalizer.Against.Where(variant => variant.Accelerator == "ascend-910b" && variant.Variant == "b2")
            .SelectMany(variant => Bins(normalizer, variant)).ToList();
        return bins.Count == 0
            ? null
            : $"Other variants of the 910B, scaled by nominal matrix peak and not measured: {string.Join(", ", bins)}.";
    }

    private static IEnumerable<string> Bins(ResultNormalizer normalizer, VariantId standard)
    {
        var mine = normalizer.Normalizer.Nominal.Peak(standard, "tensor", "fp16");
        foreach (var bin in new[] { "b1", "b3", "b4" })
            if (normalizer.Normalizer.Nominal.Peak(standard with { Variant = bin }, "tensor", "fp16") is { } theirs && mine is not null)
                yield return string.Create(
                    CultureInfo.InvariantCulture, $"910{bin.ToUpperInvariant()} = {theirs.Value / mine.Value:F2} of a 910B2");
    }
}
