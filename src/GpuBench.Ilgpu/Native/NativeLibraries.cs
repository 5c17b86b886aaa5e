using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Ilgpu.Native;

/// <summary>Lets ILGPU find the vendor's libraries under the names of <see cref="NativeLibraryCatalog"/>.</summary>
public static class NativeLibraries
{
    private const string WslDriverDirectory = "/usr/lib/wsl/lib";

    private static readonly Lazy<bool> Installed = new(SetResolvers);

    /// <summary>
    /// Call it before the first ILGPU context: the runtime caches resolved imports. Calls after the first do nothing.
    /// Thread-safe.
    /// </summary>
    public static void Install() => _ = Installed.Value;

    /// <summary>Reports whether CUDA devices are usable here and, if not, why. Initialises the driver if there is one.</summary>
    public static CudaDriverPresence Describe() => CudaDriverPresence.Query(NativeLibraryCatalog.CudaDriver);

    private static bool SetResolvers()
    {
        // Under WSL ILGPU sets its own resolver when a builder requests CUDA, and throws if there is one already.
        if (!IlgpuResolvesByItself())
            SetResolver(typeof(CudaAPI).Assembly);
        SetResolver(typeof(CuBlas).Assembly);
        SetResolver(typeof(NativeLibraries).Assembly);
        return true;
    }

    private static void SetResolver(Assembly assembly)
    {
        try
        {
            NativeLibrary.SetDllImportResolver(assembly, Resolve);
        }
        catch (InvalidOperationException)
        {
            // The hosting program has set its own. The runtime allows one per assembly; the host's takes precedence.
        }
    }

    /// <returns>0 leaves the name to the runtime's usual search.</returns>
    private static nint Resolve(string importName, Assembly assembly, DllImportSearchPath? searchPath)
    {
        var library = NativeLibraryCatalog.All.FirstOrDefault(entry => entry.ImportNames.Contains(importName, StringComparer.Ordinal));
        if (library is null)
            return 0;
        if (library.Find() is { } match)
            return match.Handle;
        if (library.ConfiguredPath is { } path)
            throw new DllNotFoundException($"{library.PathVariable} names {path}, which cannot be loaded.");
        return 0;
    }

    // The same condition as in ILGPU.
    private static bool IlgpuResolvesByItself() =>
        OperatingSystem.IsLinux()
        && Directory.Exists(WslDriverDirectory)
        && File.ReadAllText("/proc/version").Contains("Microsoft", StringComparison.OrdinalIgnoreCase);
}
