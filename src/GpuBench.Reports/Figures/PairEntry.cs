using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising;

namespace GpuBench.Reports.Figures;

/// <summary>Two published figures set against each other, for programs.</summary>
/// <param name="Unit">SI, of both values.</param>
/// <param name="UnitClass">Hardware unit, or both where they differ.</param>
/// <param name="Kind">Null, as the ratio is, where the pair is refused.</param>
/// <param name="Ratio">Numerator over denominator, times turned round; null too where only a range may be stated.</param>
public sealed record PairEntry(
    string Quantity, bool Nominal, string Task, string DType, string UnitClass, string Unit, PairSide Numerator, PairSide Denominator,
    string? Kind, double? Ratio, double? Low, double? High, bool IsLowerBound, bool IsUpperBound, string Verdict, string Why)
{
    public static PairEntry Of(Comparison pair) => new(
        pair.Numerator.Quantity.Name, pair.Numerator.Quantity.IsNominal, FigureText.Task(pair.Numerator), FigureText.Type(pair), FigureText.UnitClass(pair),
        pair.Numerator.SiUnit, PairSide.Of(pair.Numerator), PairSide.Of(pair.Denominator), pair.Ratio is null ? null : pair.Kind.Text(),
        pair.IsRangeOnly ? null : pair.Ratio, pair.Interval?.Low, pair.Interval?.High, pair.IsLowerBound, pair.IsUpperBound, pair.Verdict.Text(), pair.Why);
}
