using System.Text.Json.Serialization;
using GpuBench.Measuring;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Reports.Figures;

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
