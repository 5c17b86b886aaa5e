using System.Runtime.InteropServices;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>The calls of cuBLAS 12 and 13 for a product in all types except fp8.</summary>
internal static unsafe partial class CuBlasFunctions
{
    public const int NoTranspose = 0;
    public const int Transpose = 1;
    public const int DefaultAlgorithm = -1;

    [LibraryImport(CudaLibraries.CuBlas, EntryPoint = "cublasCreate_v2")]
    public static partial int Create(out nint handle);

    [LibraryImport(CudaLibraries.CuBlas, EntryPoint = "cublasDestroy_v2")]
    public static partial int Destroy(nint handle);

    [LibraryImport(CudaLibraries.CuBlas, EntryPoint = "cublasSetStream_v2")]
    public static partial int SetStream(nint handle, nint stream);

    /// <summary>Column-major. <paramref name="alpha"/> and <paramref name="beta"/> have the compute type.</summary>
    [LibraryImport(CudaLibraries.CuBlas, EntryPoint = "cublasGemmEx")]
    public static partial int GemmEx(
        nint handle, int transposeA, int transposeB, int m, int n, int k, void* alpha,
        nint a, int typeA, int strideA, nint b, int typeB, int strideB, void* beta,
        nint c, int typeC, int strideC, int computeType, int algorithm);
}
