using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Reports.Results.FirstScreen;

/// <summary>Shares of a row's value of the nominal peaks of its product.</summary>
internal static class NominalShare
{
    /// <summary>
    /// Of the published dense peak in the row's type and unit; for streams and for decoding, of the nominal memory bandwidth. Null if
    /// results/accelerators does not have the device, or the peak is not published.
    /// </summary>
    public static double? Of(ResultRow row, ResultNormalizer normalizer)
    {
        if (normalizer.VariantOf(row.Device) is not { } variant || row.Status != TrialStatus.Ok)
            return null;
        var nominal = normalizer.Normalizer.Nominal;
        return row.Unit switch
        {
            HardwareUnit.Copy => row.Median / nominal.Bandwidth(variant)?.Value,
            HardwareUnit.Link => null,
            HardwareUnit.Mixed => WorkloadDefinitions.Find(row.Workload)?.ShareOf switch
            {
                Roof.Memory => PassesPerSecond(row) * row.Work.Bytes / nominal.Bandwidth(variant)?.Value,
                Roof.MatrixCompute => PassesPerSecond(row) * row.Work.OperationCount / Peak(UnitOf(row)),
                _ => null,
            },
            _ => row.Median / Peak(row.Unit),
        };

        double? Peak(HardwareUnit? unit) => TypesOf(row.DType?.Input, unit)
            .Select(type => nominal.Peak(variant, unit?.Text(), type)?.Value).FirstOrDefault(peak => peak is not null);
    }

    /// <summary>
    /// Words under which the peak of a type is published. Sources print one number for both formats of fp8, and one for bf16 and fp16,
    /// which matrix units multiply at the same rate.
    /// </summary>
    private static IEnumerable<string?> TypesOf(DType? type, HardwareUnit? unit) => (type, unit) switch
    {
        (DType.Bf16, HardwareUnit.Tensor) => ["bf16", "fp16"],
        (DType.Fp16, HardwareUnit.Tensor) => ["fp16", "bf16"],
        (DType.Fp8E4M3 or DType.Fp8E5M2, _) => [type?.Text(), "fp8"],
        _ => [type?.Text()],
    };

    /// <summary>
    /// As <see cref="Of"/>; for a row that reads its operands from memory, and is closer to the limit of memory than to that of its unit,
    /// of the nominal bandwidth.
    /// </summary>
    public static double? OfNearest(ResultRow row, ResultNormalizer normalizer) =>
        row.NominalCheck is { LimitedBy: "memory", Measured: { } rate } && normalizer.VariantOf(row.Device) is { } variant
            ? rate / normalizer.Normalizer.Nominal.Bandwidth(variant)?.Value
            : Of(row, normalizer);

    private static double? PassesPerSecond(ResultRow row) => row.Median / row.Work.TokenCount;

    /// <summary>The matrices of a model: fp32 is multiplied on vector lanes unless TF32 is allowed, which is another type.</summary>
    private static HardwareUnit UnitOf(ResultRow row) =>
        row.DType?.Input == DType.Fp32 ? HardwareUnit.Simt : HardwareUnit.Tensor;
}
