using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Reports.Formatting;

/// <summary>Short texts of trials. The csv and json formats have the full form.</summary>
public static class PointText
{
    /// <returns>
    /// E.g. <c>matmul bf16 8192³</c>, the same <c>as script</c>, <c>attention fp16 b4 h32/8 t4096 d128 causal</c>,
    /// <c>stream fp32 triad 16.8 M</c>.
    /// </returns>
    public static string Of(ResultRow row) =>
        string.Join(
            ' ', new[] { row.Workload, Of(row.DType), Of(row.Workload, row.Point), row.Launch == LaunchMode.Script ? "as script" : "" }
                .Where(part => part.Length > 0));

    private static string Of(string workload, Point point) =>
        WorkloadDefinitions.Find(workload) is { } definition && definition.FaultOf(point) is null
            ? definition.Format(point)
            : point.ToString();

    /// <returns>Only the operands' type if sums are fp32 and the result has the operands' type.</returns>
    private static string Of(NumericTriple? dtype) =>
        dtype is not { } type ? "" : type == NumericTriple.SummedInFp32(type.Input) ? type.Input.Text() : type.ToString();
}
