using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Definitions;

/// <summary>Conditions and types of most workloads.</summary>
internal static class CommonConditions
{
    /// <summary>Launches back to back over the same buffers in a short window, as most published kernels are timed.</summary>
    public static readonly Conditions Warm = new(CachePolicy.Warm, Regime.Burst, LaunchMode.Batch);

    /// <summary>Every launch reads operands that are not in the cache, as bandwidth must be timed.</summary>
    public static readonly Conditions Cold = new(CachePolicy.ColdRotate, Regime.Burst, LaunchMode.Batch);

    /// <summary>Over the same buffers, timed as in short published scripts.</summary>
    public static readonly Conditions Script = new(CachePolicy.Warm, Regime.Burst, LaunchMode.Script);

    /// <summary>The short dtype names of floating-point workloads: storage types with fp32 sums.</summary>
    public static readonly IReadOnlyDictionary<string, NumericTriple> FloatTypes = new Dictionary<string, NumericTriple>()
    {
        ["fp32"] = NumericTriple.Uniform(DType.Fp32),
        ["tf32"] = new(DType.Tf32, DType.Fp32, DType.Fp32),
        ["fp16"] = NumericTriple.SummedInFp32(DType.Fp16),
        ["bf16"] = NumericTriple.SummedInFp32(DType.Bf16),
    };

    /// <summary>The types that suites measure by default.</summary>
    public static IEnumerable<NumericTriple> SuiteTypes => [FloatTypes["fp32"], FloatTypes["fp16"], FloatTypes["bf16"]];
}
