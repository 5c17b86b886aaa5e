using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Definitions;

/// <summary>What most workloads share.</summary>
internal static class CommonConditions
{
    /// <summary>Launches back to back over the same buffers in a short window: how published kernels are mostly timed.</summary>
    public static readonly Conditions Warm = new(CachePolicy.Warm, Regime.Burst, LaunchMode.Batch);

    /// <summary>Every launch finds its operands outside the cache: how bandwidth must be timed.</summary>
    public static readonly Conditions Cold = new(CachePolicy.ColdRotate, Regime.Burst, LaunchMode.Batch);

    /// <summary>Over the same buffers, as short published scripts time.</summary>
    public static readonly Conditions Script = new(CachePolicy.Warm, Regime.Burst, LaunchMode.Script);

    /// <summary>The short dtype names of floating-point workloads: storage types with fp32 sums.</summary>
    public static readonly IReadOnlyDictionary<string, NumericTriple> FloatTypes = new Dictionary<string, NumericTriple>()
    {
        ["fp32"] = NumericTriple.Uniform(DType.Fp32),
        ["tf32"] = new(DType.Tf32, DType.Fp32, DType.Fp32),
        ["fp16"] = NumericTriple.SummedInFp32(DType.Fp16),
        ["bf16"] = NumericTriple.SummedInFp32(DType.Bf16),
    };

    /// <summary>What a suite measures where it does not say otherwise.</summary>
    public static IEnumerable<NumericTriple> SuiteTypes => [FloatTypes["fp32"], FloatTypes["fp16"], FloatTypes["bf16"]];
}
