using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>The calls of cuBLASLt 12 and 13 for a product in fp8. Every object is an opaque pointer. Status 0 means success.</summary>
internal static unsafe partial class CuBlasLtFunctions
{
    /// <summary>CUBLASLT_MATMUL_DESC_TRANSA. The value is a cublasOperation_t of 32 bits.</summary>
    public const int TransposeA = 3;

    /// <summary>CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES. The value has 64 bits.</summary>
    public const int MaxWorkspace = 1;

    /// <summary>A cublasLtMatmulHeuristicResult_t. It begins with the algorithm, which is eight words of 64 bits.</summary>
    [InlineArray(12)]
    public struct Candidate
    {
        private ulong _word;
    }

    [LibraryImport(CudaLibraries.CuBlasLt, EntryPoint = "cublasLtCreate")]
    public static partial int Create(out nint handle);

    [LibraryImport(CudaLibraries.CuBlasLt, EntryPoint = "cublasLtDestroy")]
    public static partial int Destroy(nint handle);

    [LibraryImport(CudaLibraries.CuBlasLt, EntryPoint = "cublasLtMatmulDescCreate")]
    public static partial int CreateOperation(out nint operation, int computeType, int scaleType);

    [LibraryImport(CudaLibraries.CuBlasLt, EntryPoint = "cublasLtMatmulDescSetAttribute")]
    public static partial int SetOperation(nint operation, int attribute, void* value, nuint byteCount);

    [LibraryImport(CudaLibraries.CuBlasLt, EntryPoint = "cublasLtMatmulDescDestroy")]
    public static partial int DestroyOperation(nint operation);

    /// <summary>Column-major. <paramref name="stride"/> is the distance from one column to the next, in elements.</summary>
    [LibraryImport(CudaLibraries.CuBlasLt, EntryPoint = "cublasLtMatrixLayoutCreate")]
    public static partial int CreateLayout(out nint layout, int type, ulong rows, ulong columns, long stride);

    [LibraryImport(CudaLibraries.CuBlasLt, EntryPoint = "cublasLtMatrixLayoutDestroy")]
    public static partial int DestroyLayout(nint layout);

    [LibraryImport(CudaLibraries.CuBlasLt, EntryPoint = "cublasLtMatmulPreferenceCreate")]
    public static partial int CreatePreference(out nint preference);

    [LibraryImport(CudaLibraries.CuBlasLt, EntryPoint = "cublasLtMatmulPreferenceSetAttribute")]
    public static partial int SetPreference(nint preference, int attribute, void* value, nuint byteCount);

    [LibraryImport(CudaLibraries.CuBlasLt, EntryPoint = "cublasLtMatmulPreferenceDestroy")]
    public static partial int DestroyPreference(nint preference);

    [LibraryImport(CudaLibraries.CuBlasLt, EntryPoint = "cublasLtMatmulAlgoGetHeuristic")]
    public static partial int FindAlgorithm(
        nint handle, nint operation, nint a, nint b, nint c, nint d, nint preference, int wanted, Candidate* candidates, out int found);

    [LibraryImport(CudaLibraries.CuBlasLt, EntryPoint = "cublasLtMatmul")]
    public static partial int MatMul(
        nint handle, nint operation, void* alpha, nint a, nint layoutA, nint b, nint layoutB, void* beta,
        nint c, nint layoutC, nint d, nint layoutD, void* algorithm, nint workspace, nuint workspaceBytes, nint stream);
}
