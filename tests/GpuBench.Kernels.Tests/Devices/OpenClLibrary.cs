using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace GpuBench.Kernels.Tests.Devices;

internal static class OpenClLibrary
{
    /// <summary>
    /// ILGPU asks for <c>libOpenCL.so</c>, which only development packages install; the loader itself is <c>libOpenCL.so.1</c>.
    /// </summary>
    /// <remarks>The load context's event adds to what other code does; an assembly's import resolver could be set only once.</remarks>
    [ModuleInitializer]
    internal static void Resolve() => AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
        string.Equals(name, "OpenCL", StringComparison.Ordinal) && NativeLibrary.TryLoad("libOpenCL.so.1", out var handle)
            ? handle
            : IntPtr.Zero;
}
