using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Reports.Formatting;

/// <summary>Short texts of trials. The csv and json formats have the full form.</summary>
public static class PointText
{
    /// <returns>
    /// E.g. <c>matmul bf16 8192³</c>, the same <c>cold</c>, <c>sustained</c> or <c>as script</c>,
    /// <c>attention fp16 b4 h32/8 t4096 d128 causal</c>, <c>stream fp32 triad 16.8 M</c>. Conditions are named if they are not the usual
    /// ones of the workload, so that rows which differ only in conditions have different texts.
    /// </returns>
    public static string Of(ResultRow row)
    {
        var definition = WorkloadDefinitions.Find(row.Workload) is { } found && found.FaultOf(row.Point) is null ? found : null;
        var point = definition?.Format(row.Point) ?? row.Point.ToString();
        string[] parts = [row.Workload, Of(row.DType, definition), point, .. Conditions(row, definition)];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    /// <param name="definition">Null if this version does not know the workload, or the point is faulty.</param>
    private static IEnumerable<string> Conditions(ResultRow row, WorkloadDefinition? definition)
    {
        var usual = definition?.UsualConditions(row.Point) ?? new(CachePolicy.Warm, Regime.Burst, LaunchMode.Batch);
        if (row.Cache != usual.Cache)
            yield return row.Cache switch
            {
                CachePolicy.ColdRotate => "cold",
                CachePolicy.Unknown => "cache unknown",
                var cache => cache.Text(),
            };
        if (row.Regime != usual.Regime)
            yield return row.Regime == Regime.Unknown ? "regime unknown" : row.Regime.Text();
        if (row.Launch != usual.Launch)
            yield return row.Launch == LaunchMode.Script ? "as script" : row.Launch.Text();
    }

    /// <returns>The name of the types in <c>--axis dtype=</c>, e.g. <c>fp16</c>; all three types if they have none.</returns>
    private static string Of(NumericTriple? dtype, WorkloadDefinition? definition)
    {
        if (dtype is not { } type)
            return "";
        var named = definition?.DTypes.FirstOrDefault(named => named.Value == type).Key;
        return named ?? (type == NumericTriple.SummedInFp32(type.Input) ? type.Input.Text() : type.ToString());
    }
}
