using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace GpuBench.Kernels.Tests.Devices;

internal static class OpenClLibrary
{
    /// <summary>
    /// ILGPU loads <c>libOpenCL.so</c>, which only development packages install. The loader itself is <c>libOpenCL.so.1</c>.
    /// </summary>
    /// <remarks>Other code can handle the load context's event too. An assembly's import resolver can be set only once.</remarks>
    [ModuleInitializer]
    internal static void Resolve() => AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
        string.Equals(name, "OpenCL", StringComparison.Ordinal) && NativeLibrary.TryLoad("libOpenCL.so.1", out var handle)
            ? handle
            : IntPtr.Zero;
}
