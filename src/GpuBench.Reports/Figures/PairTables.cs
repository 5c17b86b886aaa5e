using System.Text.Json.Serialization;
using GpuBench.Measuring;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>Pairs of published figures as tables for people and spreadsheets.</summary>
internal static class PairTables
{
    /// <summary>Each value has its own SI prefix, because the two may differ by orders of magnitude.</summary>
    public static Table Of(IEnumerable<Comparison> pairs)
    {
        var table = new Table(
            new("task", Wraps: true), new("type"), new("unit"), new("value", true), new("against", true), new("ratio", true), new("kind"),
            new("verdict", Wraps: true), new("variants", Wraps: true), new("why", Wraps: true, Optional: true));
        foreach (var pair in pairs)
            table.Add(
                FigureText.Task(pair.Numerator), FigureText.Type(pair), FigureText.HardwareUnit(pair), Value(pair.Numerator),
                Value(pair.Denominator), RatioText.Of(pair), pair.Kind == RatioKind.Unit ? "unit" : "task", FigureText.Verdict(pair),
                $"{pair.Numerator.Variant} / {pair.Denominator.Variant}", FigureText.Why(pair));
        return table;
    }

    /// <summary>Unformatted SI numbers, with both ids.</summary>
    public static Table Flat(IEnumerable<PairEntry> entries)
    {
        var table = Table.Flat(
            "quantity", "nominal", "task", "dtype", "unitClass", "unit", "numerator", "numeratorVariant", "numeratorValue", "denominator",
            "denominatorVariant", "denominatorValue", "kind", "ratio", "low", "high", "isLowerBound", "isUpperBound", "verdict", "why");
        foreach (var entry in entries)
            table.Add(
                entry.Quantity, FlatText.Of(entry.Nominal), entry.Task, entry.DType, entry.HardwareUnit, entry.Unit,
                entry.Numerator.Id, Variant(entry.Numerator), FlatText.Of(entry.Numerator.Value),
                entry.Denominator.Id, Variant(entry.Denominator), FlatText.Of(entry.Denominator.Value),
                entry.Kind ?? "", FlatText.Of(entry.Ratio), FlatText.Of(entry.Low), FlatText.Of(entry.High),
                FlatText.Of(entry.IsLowerBound), FlatText.Of(entry.IsUpperBound), entry.Verdict, entry.Why);
        return table;
    }

    private static string Value(Observation side) => Quantity.Format(side.Value, side.SiUnit);

    private static string Variant(PairSide side) => new VariantId(side.Accelerator, side.Variant).ToString();
}

/// <summary>A pair of published figures in the JSON output.</summary>
/// <param name="Unit">SI unit of both values.</param>
/// <param name="HardwareUnit">Hardware unit, or both if they differ.</param>
/// <param name="Kind">Null if the pair is refused, as the ratio.</param>
/// <param name="Ratio">Numerator over denominator, inverted for times; null also if only a range may be stated.</param>
public sealed record PairEntry(
    string Quantity, bool Nominal, string Task, string DType, [property: JsonPropertyName("unitClass")] string HardwareUnit, string Unit,
    PairSide Numerator, PairSide Denominator,
    string? Kind, double? Ratio, double? Low, double? High, bool IsLowerBound, bool IsUpperBound, string Verdict, string Why)
{
    public static PairEntry Of(Comparison pair) => new(
        pair.Numerator.Quantity.Name, pair.Numerator.Quantity.IsNominal, FigureText.Task(pair.Numerator), FigureText.Type(pair),
        FigureText.HardwareUnit(pair), pair.Numerator.SiUnit, PairSide.Of(pair.Numerator), PairSide.Of(pair.Denominator),
        pair.Ratio is null ? null : pair.Kind.Text(),
        pair.IsRangeOnly ? null : pair.Ratio, pair.Interval?.Low, pair.Interval?.High, pair.IsLowerBound, pair.IsUpperBound,
        pair.Verdict.Text(), pair.Why);
}

/// <summary>One side of a pair, in SI units.</summary>
public sealed record PairSide(string Id, string Accelerator, string Variant, double Value, double Low, double High, string Source)
{
    public static PairSide Of(Observation side) => new(
        side.Id, side.Variant!.Value.Accelerator, side.Variant.Value.Variant, side.Value, side.Interval.Low, side.Interval.High,
        side.Source!);
}
