using System.Reflection;
using System.Runtime.InteropServices;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>NVIDIA's libraries, found under the versions that programs are linked to: the short name comes with the development package only.</summary>
internal static class CudaLibraries
{
    public const string CuBlas = "libcublas.so";
    public const string CuBlasLt = "libcublasLt.so";

    /// <summary>0 where it is not installed.</summary>
    private static readonly Dictionary<string, nint> Handles = new(StringComparer.Ordinal) { [CuBlas] = Load(CuBlas), [CuBlasLt] = Load(CuBlasLt) };

    static CudaLibraries() => NativeLibrary.SetDllImportResolver(typeof(CudaLibraries).Assembly, Resolve);

    public static bool IsLoaded(string library) => Handles[library] != 0;

    private static nint Load(string library)
    {
        foreach (var name in (string[])[$"{library}.13", $"{library}.12", library])
        {
            if (NativeLibrary.TryLoad(name, out var handle))
                return handle;
        }

        return 0;
    }

    /// <returns>0 for a library of somebody else, which the runtime then looks for itself.</returns>
    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path) => Handles.GetValueOrDefault(library);
}
