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

    /// <summary>Of cuBLAS as it was loaded: a bare name where the loader found it; null where there is none.</summary>
    public static string? Path => Search.Found?.Path;

    /// <summary>Null where both are loaded, otherwise where they were looked for, and the remedy.</summary>
    public static string? RefusalReason => Search.RefusalReason;

    /// <returns>0 for a library of somebody else, which the runtime then looks for itself.</returns>
    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path) => library switch
    {
        CuBlas => Search.Found?.CuBlas ?? 0,
        CuBlasLt => Search.Found?.CuBlasLt ?? 0,
        _ => 0,
    };
}
