using System.Runtime.InteropServices;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>The calls of cuBLAS 12 and 13 that a product in any types needs.</summary>
internal static unsafe partial class CuBlasFunctions
{
    private const string Library = "libcublas.so";

    public const int NoTranspose = 0;
    public const int Transpose = 1;
    public const int DefaultAlgorithm = -1;

    /// <summary>CUBLAS_COMPUTE_32F: sums in fp32; operands in fp32 are not rounded to TF32 by it.</summary>
    public const int ComputeFp32 = 68;

    /// <summary>CUBLAS_COMPUTE_32F_FAST_TF32.</summary>
    public const int ComputeTf32 = 77;

    /// <summary>CUBLAS_COMPUTE_32I.</summary>
    public const int ComputeInt32 = 72;

    public const int TypeFp32 = 0;
    public const int TypeFp16 = 2;
    public const int TypeInt8 = 3;
    public const int TypeInt32 = 10;
    public const int TypeBf16 = 14;

    /// <summary>Programs are linked to a version; the short name comes with the development package only.</summary>
    public static bool TryLoad()
    {
        foreach (var name in (string[])["libcublas.so.13", "libcublas.so.12", Library])
        {
            if (!NativeLibrary.TryLoad(name, out var handle))
                continue;
            NativeLibrary.SetDllImportResolver(typeof(CuBlasFunctions).Assembly, (wanted, _, _) => wanted == Library ? handle : 0);
            return true;
        }

        return false;
    }

    [LibraryImport(Library, EntryPoint = "cublasCreate_v2")]
    public static partial int Create(out nint handle);

    [LibraryImport(Library, EntryPoint = "cublasDestroy_v2")]
    public static partial int Destroy(nint handle);

    [LibraryImport(Library, EntryPoint = "cublasSetStream_v2")]
    public static partial int SetStream(nint handle, nint stream);

    /// <summary>Column-major. <paramref name="alpha"/> and <paramref name="beta"/> are of the compute type.</summary>
    [LibraryImport(Library, EntryPoint = "cublasGemmEx")]
    public static partial int GemmEx(
        nint handle, int transposeA, int transposeB, int m, int n, int k, void* alpha,
        nint a, int typeA, int strideA, nint b, int typeB, int strideB, void* beta, nint c, int typeC, int strideC, int computeType, int algorithm);
}
