using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising;

/// <summary>Every published figure that a row could be divided by, with the verdict of the rules on each. Pure.</summary>
public sealed class FigureCandidates(Normalizer normalizer)
{
    /// <returns>
    /// A comparison with each figure of the row's quantity and of any variant of the accelerator, nearest first: allowed before refused;
    /// by preference, or by how close the refused pair is to a ratio; the asked variant and the same type before others. Empty if no
    /// figures are of the workload. Figures that are scaled from another variant and nominal limits are not among them.
    /// </returns>
    public IReadOnlyList<Comparison> Of(MeasuredRow row, VariantId against)
    {
        if (row.Task is not { } task)
            return [];
        var pairs = normalizer.Figures.All
            .Where(figure => figure.Variant?.Accelerator == against.Accelerator && figure.Quantity.Name == task.Quantity)
            .Select(figure => normalizer.Rules.Compare(row.As(figure.Method?.Statistic ?? "unknown"), figure))
            .ToLookup(pair => pair.Verdict != Verdict.Incomparable);
        return
        [
            .. pairs[true].OrderBy(IsOther).ThenBy(ComparisonRules.Preference),
            .. pairs[false].OrderByDescending(normalizer.Rules.SpecificityOf).ThenBy(IsOther).ThenBy(HasOtherType)
                .ThenBy(pair => pair.Why.Length),
        ];

        bool IsOther(Comparison pair) => pair.Denominator.Variant != against;

        bool HasOtherType(Comparison pair) => pair.Denominator.DType?.Input != pair.Numerator.DType?.Input;
    }
}
