using System.Reflection;
using System.Runtime.InteropServices;
using GpuBench.Torch.Loading;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>cuBLAS and cuBLASLt, loaded once for the process by the search of <see cref="CudaLibrarySearch"/>.</summary>
internal static class CudaLibraries
{
    public const string CuBlas = "libcublas.so";
    public const string CuBlasLt = "libcublasLt.so";

    private static readonly CudaLibrarySearch Search = new(
        Environment.GetEnvironmentVariable(CudaLibrarySearch.Variable),
        LibTorchCandidates.Here().InOrder().Select(candidate => candidate.Directory),
        path => NativeLibrary.TryLoad(path, out var handle) ? handle : 0);

    static CudaLibraries() => NativeLibrary.SetDllImportResolver(typeof(CudaLibraries).Assembly, Resolve);

    /// <summary>Path of cuBLAS as it was loaded. A bare name if the loader found it. Null if it was not found.</summary>
    public static string? Path => Search.Found?.Path;

    /// <summary>Null if both libraries are loaded. Otherwise the places searched and the remedy.</summary>
    public static string? RefusalReason => Search.RefusalReason;

    /// <returns>0 for any other library. The runtime then searches for it itself.</returns>
    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path) => library switch
    {
        CuBlas => Search.Found?.CuBlas ?? 0,
        CuBlasLt => Search.Found?.CuBlasLt ?? 0,
        _ => 0,
    };
}
