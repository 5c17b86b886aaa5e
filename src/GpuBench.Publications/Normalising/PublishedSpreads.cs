using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Publications.Normalising;

/// <summary>Spread of published figures that differ in one condition only: the uncertainty of converting that condition.</summary>
internal static class PublishedSpreads
{
    private static PublishedTask MatMul => MatMulDefinition.Instance.Published;

    /// <summary>Ratios of bf16 to fp16 on the same matrix units, by the same source, in the same task.</summary>
    public static Interval HalfTypes(IReadOnlyList<Observation> figures)
    {
        var halves = figures.Where(IsMatMulOnTensorUnits).ToLookup(figure => (figure.Variant, figure.Source, Shape(figure)));
        return Hull(
            from alike in halves
            from bf16 in alike.Where(figure => figure.DType!.Input == "bf16")
            from fp16 in alike.Where(figure => figure.DType!.Input == "fp16")
            where bf16.DType!.Accumulate == fp16.DType!.Accumulate && bf16.Program == fp16.Program
            select bf16.Value / fp16.Value);
    }

    /// <summary>
    /// Ratios of the achieved shares of the nominal peak, between variants of one accelerator, by the same harness in the same task:
    /// the error of scaling by peaks.
    /// </summary>
    public static Interval PeakScaling(IReadOnlyList<Observation> figures, Func<Observation, double?> peakOf)
    {
        var efficiencies =
            from figure in figures.Where(IsMatMulOnTensorUnits)
            let peak = peakOf(figure)
            where peak is not null && figure.Variant is { IsUnstated: false }
            group (figure.Variant!.Value.Variant, Share: figure.Value / peak.Value)
                by (figure.Variant!.Value.Accelerator, figure.DType, figure.Program, Shape(figure), figure.Method);
        return Hull(
            from variants in efficiencies
            from mine in variants
            from theirs in variants
            where mine.Variant != theirs.Variant
            select mine.Share / theirs.Share);
    }

    private static bool IsMatMulOnTensorUnits(Observation figure) =>
        figure is { Unusable: null, HardwareUnit: "tensor", DType: not null }
        && (figure.Kind, figure.Quantity.Name) == (MatMul.Kind, MatMul.Quantity);

    private static string Shape(Observation figure) => string.Join(',', figure.Task);

    /// <summary>From 1 to 1 if nothing is published.</summary>
    private static Interval Hull(IEnumerable<double> ratios) =>
        ratios.Aggregate(new Interval(1, 1), (range, ratio) => range.Hull(new(ratio, ratio)));
}
