using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>
/// Tables of a normalised results document: each device's values, their shares of its own roofs, and their ratios to published
/// figures; then the figures used, the reasons for empty cells, and the trials without a value.
/// </summary>
public static class ResultReport
{
    /// <param name="normalizer">The normalizer that filled the document's comparisons.</param>
    public static Report Of(ResultDocument document, ResultNormalizer normalizer)
    {
        var references = new FigureReferences(document, normalizer);
        var devices = document.Rows.GroupBy(row => (row.Engine, row.Device.Id)).Select(rows => rows.ToList());
        Section?[] sections =
        [
            .. devices.Select(rows => DeviceSection.Of(document, rows, normalizer, references)),
            SuspectSection.Of(document),
            references.Section(),
            NotDividedSection.Of(document),
            NotMeasuredSection.Of(document),
            ForeignSection.Of(document),
        ];
        return new(
            [.. ResultNotes.Of(document, normalizer)],
            [.. sections.OfType<Section>()],
            FlatResults.Of(document, normalizer.Against),
            ResultFile.Serialize(document));
    }
}

/// <summary>Notes before the first table, beginning with what was not measured.</summary>
internal static class ResultNotes
{
    public static IEnumerable<string> Of(ResultDocument document, ResultNormalizer normalizer)
    {
        yield return NotMeasuredOn(document, normalizer);
        foreach (var line in RunHead.Of(document))
            yield return line;
        foreach (var missing in document.Manifest.Missing)
            yield return $"Not measured: {missing.Engine} on {missing.Backend.Text()}. {missing.Reason} {missing.Remedy}";
        if (Scaled(normalizer) is { } scaled)
            yield return scaled;
        if (NominalLimits(document) is { } limits)
            yield return limits;
        var manifest = document.Manifest;
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Suite {manifest.Suite}, {manifest.Rounds} rounds, seed {manifest.Seed}. Value: median. "
            + $"95 %: interval of the median of this run. re-run: expected range of 95 % of re-runs. "
            + $"of roof: share of this run's peak (same accumulator) or fastest stream. of peak: share of the product's nominal peak.");
        yield return "fp16 means fp16 operands and result with fp32 sums. Ratios: unit = both sides used the same hardware unit; "
            + "task = same job, each side on its best unit; ≥ = lower bound, because our kernel may not be the fastest on the device; "
            + "[n] = published figure; – word = rule that refused the ratio.";
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
