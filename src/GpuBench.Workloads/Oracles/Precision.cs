using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Oracles;

/// <summary>Unit roundoffs: the largest relative error of rounding to nearest, half a unit in the last place.</summary>
public static class Precision
{
    /// <summary>0 for integers: they do not round.</summary>
    public static double UnitRoundoff(DType type) => type is DType.Int8 or DType.Int32 ? 0 : Math.ScaleB(1, -SignificandBits(type));

    /// <summary>
    /// What each of K products may add to the relative error of their sum, whose growth is that of a random walk. It is the
    /// accumulator's unit roundoff; but matrix units add 32 products of fp8 at a time and keep about 14 bits of the sum, whose
    /// rest they cut off (DeepSeek-AI 2024, "DeepSeek-V3 Technical Report", section 3.3.2): 2^-13, shared by 32.
    /// </summary>
    public static double SumRoundoff(NumericTriple dtype) =>
        dtype.Input is DType.Fp8E4M3 or DType.Fp8E5M2 ? Math.ScaleB(1, -18) : UnitRoundoff(dtype.Accumulate);

    /// <summary>The implicit bit included.</summary>
    private static int SignificandBits(DType type) => type switch
    {
        DType.Fp64 => 53,
        DType.Fp32 => 24,
        DType.Tf32 or DType.Fp16 => 11,
        DType.Bf16 => 8,
        DType.Fp8E4M3 => 4,
        DType.Fp8E5M2 => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no significand"),
    };
}
