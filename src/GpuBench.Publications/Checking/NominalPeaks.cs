using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

internal static class NominalPeaks
{
    /// <summary>
    /// Bits of an operand as the export rules count them: those that carry information, 19 for tf32. Types without a known
    /// width are left out.
    /// </summary>
    private static readonly Dictionary<string, int> OperandBits = new()
    {
        ["fp64"] = 64,
        ["fp32"] = 32,
        ["tf32"] = 19,
        ["fp16"] = 16,
        ["bf16"] = 16,
        ["fp8"] = 8,
        ["fp8-e4m3"] = 8,
        ["int8"] = 8,
        ["int4"] = 4,
    };

    public static int? Bits(PublishedFigure peak) =>
        peak.DType is { } type && OperandBits.TryGetValue(type.Input, out var bits) ? bits : null;

    /// <summary>Silicon dies of the product: a slug <c>dual-…</c> stands for two of what its inputs describe.</summary>
    public static int DiesOf(PublishedFigure figure) => figure.Variant.StartsWith("dual-", StringComparison.Ordinal) ? 2 : 1;

    /// <summary>Of the same product, without what somebody only remembers.</summary>
    public static IEnumerable<PublishedFigure> DenseOf(PublishedFigure figure, PublishedData data) =>
        data.Figures.Where(peak => peak.Quantity == Quantities.PeakCompute && peak.VariantId == figure.VariantId
            && peak is { Sparsity: "dense", Bound: null } && peak.Confidence != "recalled");
}
