using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Oracles;

/// <summary>Unit roundoffs: the largest relative error of rounding to nearest, half a unit in the last place.</summary>
public static class Precision
{
    public static double UnitRoundoff(DType type) => Math.ScaleB(1, -SignificandBits(type));

    /// <summary>The implicit bit included.</summary>
    private static int SignificandBits(DType type) => type switch
    {
        DType.Fp64 => 53,
        DType.Fp32 => 24,
        DType.Tf32 or DType.Fp16 => 11,
        DType.Bf16 => 8,
        DType.Fp8E4M3 => 4,
        DType.Fp8E5M2 => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "integers do not round"),
    };
}
