using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Formatting;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Reports.Figures;

/// <summary>Short texts of published figures. The csv and json formats have the full form.</summary>
internal static class FigureText
{
    /// <summary>Fields that are shown without their name.</summary>
    private static readonly string[] SpeakForThemselves =
        ["model", "benchmark", "op", "round", "scenario", "phase", "dataset", "engine", "resolution", "scope", "layout"];

    /// <summary>As printed: <c>760.04 TFLOP/s</c>, <c>≥ 2000 GB/s</c>, or words.</summary>
    public static string Value(PublishedFigure figure) => figure.Value is { } value
        ? $"{(figure.Bound == "lower" ? "≥ " : "")}{Number(value)} {figure.Unit}"
        : figure.Text ?? "";

    /// <summary>As <see cref="Value"/>, with at most six significant digits, for tables.</summary>
    public static string Short(PublishedFigure figure) =>
        figure.Value is { } value ? Value(figure with { Value = Rounded(value) }) : Value(figure);

    /// <summary>
    /// The printed value of a side. If it is compared as another quantity in another unit, also the number that is compared:
    /// <c>3.199 ms = 313 tok/s</c>.
    /// </summary>
    public static string Compared(Observation side, PublishedData data)
    {
        var figure = data.Find(side.Id)!;
        var isConverted = PrintedUnit.Find(figure.Unit) is { } unit && unit.Si != side.SiUnit;
        return isConverted ? $"{Short(figure)} = {RatioText.Of(side.Value)} {ShortUnit(side.SiUnit)}" : Short(figure);
    }

    /// <summary>All printed digits, in invariant culture.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>V: read in the source; C: computed from verified figures; R: recalled.</summary>
    public static string ConfidenceCode(PublishedFigure figure) => figure.Confidence[..1].ToUpperInvariant();

    public static string Tier(Source source) => source.Tier.ToString(CultureInfo.InvariantCulture);

    /// <summary>The types of operands and stored weights, with the source's label if it differs.</summary>
    public static string Type(FigureType? type) =>
        type is null ? ""
        : type.Printed is { } printed && printed != type.Input ? $"{Operands(type)} (printed {printed})"
        : Operands(type);

    /// <summary>The file that has the figure.</summary>
    public static string File(PublishedFigure figure) => Quantities.Get(figure.Quantity).IsNominal
        ? $"results/accelerators/{figure.Accelerator}.json"
        : $"results/published/{figure.Source}.json";

    public static string Task(PublishedFigure figure)
    {
        var fields = WorkloadTask.FieldsOf(figure.Workload);
        if (figure.Direction is { } direction)
            fields["direction"] = direction;
        var task = Task(figure.WorkloadWord("kind") ?? "", fields, figure.WorkloadWord("kernel"), figure.Count);
        return figure.UnstructuredBecause is not null && figure.WorkloadWord("text") is { } text ? $"{task}: {text}" : task;
    }

    public static string Task(Observation side) => Task(side.Kind, side.Task, side.Kernel, side.Count);

    public static string Verdict(Comparison pair)
    {
        var unknown = pair.Rulings.Where(ruling => ruling.Kind == RulingKind.Unknown).Select(ruling => ruling.Why).ToList();
        return unknown.Count == 0 ? pair.Verdict.Text() : $"{pair.Verdict.Text()} (unknown: {string.Join(", ", unknown)})";
    }

    /// <summary>The reasons of the rulings, without unknown conditions.</summary>
    public static string Why(Comparison pair) => string.Join(
        "; ",
        pair.Rulings.Where(ruling => ruling.Kind != RulingKind.Unknown)
            .OrderByDescending(ruling => ruling.Kind).Select(ruling => ruling.Why));

    /// <summary><c>tensor</c>, or <c>simt/tensor</c> if the sides differ.</summary>
    public static string HardwareUnit(Comparison pair) => Both(pair.Numerator.HardwareUnit, pair.Denominator.HardwareUnit);

    public static string Type(Comparison pair) => Both(Operands(pair.Numerator.DType), Operands(pair.Denominator.DType));

    [return: NotNullIfNotNull(nameof(type))]
    private static string? Operands(FigureType? type) =>
        type is { Weights: { } weights } ? $"{type.Input}, {weights} weights" : type?.Input;

    private static string Both(string? mine, string? theirs) => mine == theirs ? mine ?? "" : $"{mine ?? "none"}/{theirs ?? "none"}";

    private static string Task(string kind, IReadOnlyDictionary<string, string> fields, string? kernel, int devices)
    {
        var published = WorkloadDefinitions.OfKind(kind);
        string?[] words =
        [
            published?.Format?.Invoke(fields),
            .. fields.Where(field => published?.FormattedFields.Contains(field.Key) != true)
                .OrderBy(field => !SpeakForThemselves.Contains(field.Key)).Select(Field),
            kernel,
            devices > 1 ? string.Create(CultureInfo.InvariantCulture, $"on {devices} devices") : null,
        ];
        return string.Join(' ', words.Where(word => !string.IsNullOrEmpty(word)));
    }

    /// <summary>To six significant digits.</summary>
    public static double Rounded(double value) =>
        double.Parse(value.ToString("E5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>As sources print it, e.g. <c>tok/s</c> for <c>token/s</c>.</summary>
    private static string ShortUnit(string si) => PrintedUnit.All.FirstOrDefault(unit => unit.Si == si && unit.Factor == 1)?.Name ?? si;

    private static string Field(KeyValuePair<string, string> field) =>
        SpeakForThemselves.Contains(field.Key) ? field.Value : $"{field.Key}={field.Value}";
}
