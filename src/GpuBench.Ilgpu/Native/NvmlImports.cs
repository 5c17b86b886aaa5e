using System.Runtime.InteropServices;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Ilgpu.Native;

/// <summary>The one NVML call needed here that ILGPU.Algorithms does not bind.</summary>
internal static partial class NvmlImports
{
    /// <exception cref="EntryPointNotFoundException">The driver is older than MIG.</exception>
    [LibraryImport("nvidia-ml.so", EntryPoint = "nvmlDeviceGetMigMode")]
    public static partial NvmlReturn GetMigMode(nint device, out uint current, out uint pending);
}
