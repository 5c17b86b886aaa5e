using System.Reflection;
using System.Runtime.InteropServices;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>NVIDIA's libraries, found under the versions that programs are linked to: the short name comes with the development package only.</summary>
internal static class CudaLibraries
{
    public const string CuBlas = "libcublas.so";
    public const string CuBlasLt = "libcublasLt.so";

    private static readonly Dictionary<string, nint> Loaded = [];

    static CudaLibraries() => NativeLibrary.SetDllImportResolver(typeof(CudaLibraries).Assembly, Resolve);

    public static bool TryLoad(string library)
    {
        foreach (var name in (string[])[$"{library}.13", $"{library}.12", library])
        {
            if (!NativeLibrary.TryLoad(name, out var handle))
                continue;
            Loaded[library] = handle;
            return true;
        }

        return false;
    }

    /// <returns>0 for a library of somebody else, which the runtime then looks for itself.</returns>
    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path) => Loaded.GetValueOrDefault(library);
}
