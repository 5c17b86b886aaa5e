using System.Runtime.InteropServices;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Ilgpu.Native;

/// <summary>
/// The NVML calls needed here that ILGPU.Algorithms does not bind; an older driver lacks some (EntryPointNotFoundException).
/// </summary>
internal static partial class NvmlImports
{
    [LibraryImport("nvidia-ml.so", EntryPoint = "nvmlDeviceGetMigMode")]
    public static partial NvmlReturn GetMigMode(nint device, out uint current, out uint pending);

    [LibraryImport("nvidia-ml.so", EntryPoint = "nvmlDeviceGetVirtualizationMode")]
    public static partial NvmlReturn GetVirtualizationMode(nint device, out uint mode);

    [LibraryImport("nvidia-ml.so", EntryPoint = "nvmlDeviceGetNvLinkState")]
    public static partial NvmlReturn GetNvLinkState(nint device, uint link, out uint isActive);

    [LibraryImport("nvidia-ml.so", EntryPoint = "nvmlDeviceGetNvLinkVersion")]
    public static partial NvmlReturn GetNvLinkVersion(nint device, uint link, out uint version);

    [LibraryImport("nvidia-ml.so", EntryPoint = "nvmlDeviceGetName")]
    public static unsafe partial NvmlReturn GetName(nint device, byte* name, uint length);
}
