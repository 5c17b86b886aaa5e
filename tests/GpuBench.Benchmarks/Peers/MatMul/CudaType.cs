using GpuBench.Measuring.Trials;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>The numbers of types in NVIDIA's libraries: cudaDataType and cublasComputeType_t.</summary>
internal static class CudaType
{
    public const int Fp32 = 0;

    /// <summary>CUBLAS_COMPUTE_32F: sums in fp32. It does not round fp32 operands to TF32.</summary>
    public const int ComputeFp32 = 68;

    /// <summary>CUBLAS_COMPUTE_32I.</summary>
    public const int ComputeInt32 = 72;

    private const int ComputeFastTf32 = 77;

    /// <returns>Null if no comparison uses the type.</returns>
    public static int? Of(DType type) => type switch
    {
        DType.Fp32 or DType.Tf32 => Fp32,
        DType.Fp16 => 2,
        DType.Int8 => 3,
        DType.Int32 => 10,
        DType.Bf16 => 14,
        DType.Fp8E4M3 => 28,
        _ => null,
    };

    public static int ComputeOf(NumericTriple dtype) => dtype switch
    {
        { Input: DType.Tf32 } => ComputeFastTf32,
        { Accumulate: DType.Int32 } => ComputeInt32,
        _ => ComputeFp32,
    };
}
