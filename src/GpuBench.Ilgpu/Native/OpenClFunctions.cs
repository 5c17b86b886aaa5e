using System.Runtime.InteropServices;

namespace GpuBench.Ilgpu.Native;

/// <summary>
/// The calls of the OpenCL loader that list devices. ILGPU's own listing ends at the first error, without its code, and the devices
/// behind it are lost. Call <see cref="NativeLibraries.Install"/> before.
/// </summary>
internal static unsafe partial class OpenClFunctions
{
    [LibraryImport("OpenCL", EntryPoint = "clGetPlatformIDs")]
    public static partial int GetPlatformIds(uint capacity, nint* platforms, uint* count);

    [LibraryImport("OpenCL", EntryPoint = "clGetPlatformInfo")]
    public static partial int GetPlatformInfo(nint platform, uint parameter, nuint capacity, void* value, nuint* size);

    [LibraryImport("OpenCL", EntryPoint = "clGetDeviceIDs")]
    public static partial int GetDeviceIds(nint platform, ulong type, uint capacity, nint* devices, uint* count);

    [LibraryImport("OpenCL", EntryPoint = "clGetDeviceInfo")]
    public static partial int GetDeviceInfo(nint device, uint parameter, nuint capacity, void* value, nuint* size);
}
