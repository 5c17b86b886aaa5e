using System.Globalization;
using System.Text.Json;
using GpuBench.Measuring;
using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>A figure with all its fields.</summary>
public static class FigureDetailReport
{
    public static Report Of(FigureDetail detail, AcceleratorNames names)
    {
        var fields = Fields(detail, names).Where(field => !string.IsNullOrEmpty(field.Value)).ToList();
        var table = new Table(new("field"), new("value", Wraps: true));
        var flat = new Table([.. fields.Select(field => new Column(field.Name))]);
        flat.Add([.. fields.Select(field => field.Value!)]);
        foreach (var (name, value) in fields)
            table.Add(name, value!);
        var sections = new List<Section> { new(detail.Figure.Id, table) };
        if (detail.Limits.Count > 0)
            sections.Add(new("Limits of export rules in the same unit", FigureLimit.Table(detail.Limits, detail.Figure)));
        if (detail.SameKey.Count > 0)
            sections.Add(new("Other figures of the same product and task", SameKey(detail)));
        return new([], sections, flat, JsonSerializer.Serialize(detail, FiguresJson.Default.FigureDetail) + "\n");
    }

    private static IEnumerable<(string Name, string? Value)> Fields(FigureDetail detail, AcceleratorNames names)
    {
        var (figure, source) = (detail.Figure, detail.Source);
        yield return ("accelerator", names.Describe(figure.VariantId));
        yield return ("devices", figure.Count.ToString(CultureInfo.InvariantCulture));
        yield return ("platform", figure.Platform);
        yield return ("power cap", figure.PowerCapWatts is { } watts ? $"{FigureText.Number(watts)} W" : null);
        yield return ("quantity", $"{figure.Quantity}: {Quantities.Get(figure.Quantity).Meaning}");
        yield return ("value", FigureText.Value(figure));
        yield return ("interval", IntervalOf(detail));
        yield return ("interval covers", string.Join("; ", detail.Terms.Select(term => $"{term.Name} {Range(term.Interval)}")));
        yield return ("may be divided", detail.NotDividedBecause is { } why ? $"no: {why}" : "yes");
        yield return ("task", FigureText.Task(figure));
        yield return ("type", Type(figure.DType));
        yield return ("sparsity", figure.Sparsity);
        yield return ("hardware unit", figure.HardwareUnit);
        yield return ("FLOP convention", figure.FlopConvention);
        yield return ("method", figure.Method is { } method ? Method(method) : null);
        yield return ("program", figure.WorkloadWord("program") ?? figure.WorkloadWord("engine"));
        yield return ("software", figure.Software);
        yield return ("reproducible with", figure.ReproducibleWith);
        yield return ("confidence", Confidence(figure));
        yield return ("computed from", string.Join(", ", figure.Inputs));
        yield return ("caveats", string.Join("; ", figure.Caveats));
        yield return ("sources disagree", string.Join("; ", detail.Disagreements.Select(entry =>
            $"{entry.Topic}: {entry.Because} Preferred: {entry.Preferred ?? "none, only the range"}")));
        string?[] published = [source.Publisher, source.Year?.ToString(CultureInfo.InvariantCulture)];
        yield return ("source", $"{source.Title} ({string.Join(", ", published.OfType<string>())})");
        yield return ("address", SourceAddress.Of(source));
        yield return ("place in the source", figure.Locator);
        yield return ("read at", source.ReadAt);
        yield return ("tier", FigureText.Tier(source));
        yield return ("audit", AuditText.Long(detail.Audit));
        yield return ("file", FigureText.File(figure));
    }

    private static string? IntervalOf(FigureDetail detail) => detail switch
    {
        { Interval: null } => null,
        { Figure.Bound: "lower" } => $"none: {FigureText.Value(detail.Figure)} is a lower bound, and the source gives no upper end",
        _ when Quantities.Get(detail.Figure.Quantity).IsQuoted => "none: a quoted ratio, nothing was measured",
        _ => $"{Range(detail.Interval.Value)} {detail.Figure.Unit}{Widest(detail)}",
    };

    private static string Confidence(PublishedFigure figure) => figure.Confidence switch
    {
        "verified" when figure.Derivation == "direct" => "read in the source",
        "computed" when figure.Derivation == "computed" => "computed by us",
        var word => $"{word}, {figure.Derivation}",
    };

    private static string Method(FigureMethod method)
    {
        var conditions = $"regime {method.Regime.Text()}, cache {method.Cache.Text()}, {method.Statistic}";
        return method.Timing is { } timing ? $"{conditions}, timed {timing}" : conditions;
    }

    private static string Widest(FigureDetail detail) => detail.Terms.Count == 0 ? "" : $", from the {detail.Terms[0].Name}";

    /// <returns>The types of operands, sums and result; empty without a type.</returns>
    internal static string Type(FigureType? type) => type is null
        ? ""
        : string.Join(", ", new[]
        {
            $"operands {FigureText.Type(type)}", type.Accumulate is { } sums ? $"sums {sums}" : null,
            type.Output is { } output ? $"result {output}" : null, type.Basis,
        }.OfType<string>());

    private static string Range(Interval interval) =>
        string.Create(CultureInfo.InvariantCulture, $"{interval.Low:G6} … {interval.High:G6}");

    private static Table SameKey(FigureDetail detail)
    {
        var table = new Table(new("id"), new("value", true), new("confidence"), new("source", Optional: true));
        foreach (var other in detail.SameKey)
            table.Add(other.Id, FigureText.Value(other), other.Confidence, other.Source);
        return table;
    }
}

/// <summary>A published figure in the JSON output.</summary>
/// <param name="Interval">The interval that ratios use, in the printed unit; null if the figure is in words.</param>
/// <param name="Terms">Terms of the interval, widest first.</param>
/// <param name="SameKey">Other figures of the same product, task, kind of program and method.</param>
/// <param name="Disagreements">Explained contradictions with other figures.</param>
/// <param name="NotDividedBecause">Null if the figure may be divided.</param>
/// <param name="Limits">What export rules set in the figure's unit; empty if the unit is none that only such rules use.</param>
/// <param name="Audit">The latest audit; null if the figure was never audited.</param>
public sealed record FigureDetail(
    int SchemaVersion, PublishedFigure Figure, Source Source, Interval? Interval, IReadOnlyList<IntervalTerm> Terms,
    IReadOnlyList<PublishedFigure> SameKey, IReadOnlyList<Disagreement> Disagreements, string? NotDividedBecause,
    IReadOnlyList<FigureLimit> Limits, FigureAudit? Audit)
{
    public static FigureDetail Of(PublishedFigure figure, Normalizer normalizer)
    {
        var terms = normalizer.Figures.TermsOf(figure).OrderByDescending(term => term.Width).ToList();
        var observation = normalizer.Figures.Find(figure.Id);
        return new(
            1, figure, normalizer.Data.SourceOf(figure),
            observation is null ? null : normalizer.Figures.IntervalOf(figure),
            terms, normalizer.Figures.WithSameKey(figure),
            [.. normalizer.Data.Disagreements.Where(entry => entry.Figures.Contains(figure.Id))],
            observation is null ? "words, not a number" : observation.Unusable,
            FigureLimit.Of(figure, normalizer.Data),
            normalizer.Data.Audits.LatestOf(figure.Id));
    }
}
