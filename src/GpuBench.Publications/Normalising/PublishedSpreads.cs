using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Workloads.Definitions;
using MathNet.Numerics.Statistics;

namespace GpuBench.Publications.Normalising;

/// <summary>
/// Spread of published figures that differ in one condition only: the uncertainty of converting that condition. It is the range from the
/// 5 % to the 95 % quantile, so that a single extreme pair does not decide it.
/// </summary>
internal static class PublishedSpreads
{
    private const double Tail = 0.05;

    private static PublishedTask MatMul => MatMulDefinition.Instance.Published;

    /// <summary>Ratios of bf16 to fp16 on the same matrix units, by the same source, in the same task.</summary>
    public static Interval HalfTypes(IReadOnlyList<Observation> figures)
    {
        var halves = figures.Where(IsMatMulOnTensorUnits).ToLookup(figure => (figure.Variant, figure.Source, Shape(figure)));
        return Range(
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
    public static IReadOnlyList<ScalingError> PeakScaling(IReadOnlyList<Observation> figures, Func<Observation, double?> peakOf) =>
    [
        .. from figure in figures.Where(IsMatMulOnTensorUnits)
           let peak = peakOf(figure)
           where peak is not null && figure.Variant is { IsUnstated: false }
           group (Variant: figure.Variant!.Value, Share: figure.Value / peak.Value, Size: WorkSizes.Of(figure))
               by (figure.Variant!.Value.Accelerator, figure.DType, figure.Program, Shape(figure), figure.Method) into variants
           from mine in variants
           from theirs in variants
           where mine.Variant != theirs.Variant
           select new ScalingError(mine.Variant, theirs.Variant, mine.Size, mine.Share / theirs.Share),
    ];

    /// <summary>From 1 to 1 if nothing is published.</summary>
    public static Interval Range(IEnumerable<double> ratios)
    {
        var sorted = ratios.Order().ToArray();
        return sorted.Length == 0 ? new(1, 1) : new(Quantile(sorted, Tail), Quantile(sorted, 1 - Tail));
    }

    /// <summary>Interpolates between the values beside position p·(n − 1).</summary>
    private static double Quantile(double[] sorted, double share) =>
        SortedArrayStatistics.QuantileCustom(sorted, share, QuantileDefinition.R7);

    private static bool IsMatMulOnTensorUnits(Observation figure) =>
        figure is { Unusable: null, HardwareUnit: "tensor", DType: not null }
        && (figure.Kind, figure.Quantity.Name) == (MatMul.Kind, MatMul.Quantity);

    private static string Shape(Observation figure) => string.Join(',', figure.Task);
}

/// <summary>One published error of scaling by peaks: the share that one variant achieves of its peak, over that of another.</summary>
internal sealed record ScalingError(VariantId Mine, VariantId Theirs, WorkSize Size, double Ratio);

/// <summary>Classes of work whose efficiency differs: launches limit small work, and matrix units large work.</summary>
public enum WorkSize
{
    Small,
    Large,
}

internal static class WorkSizes
{
    /// <summary>Chosen: the smallest published product, 1024³, is limited by its launch, and the next, 2048³, is not.</summary>
    private const double LargeProduct = 2048.0 * 2048.0 * 2048.0;

    /// <returns>Large if the task has no m, n and k.</returns>
    public static WorkSize Of(Observation side) =>
        side.Number("m") * side.Number("n") * side.Number("k") < LargeProduct ? WorkSize.Small : WorkSize.Large;
}
