using System.Runtime.InteropServices;
using GpuBench.Measuring.Devices;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Ilgpu.Native;

/// <summary>Counts a device's NVLink connections.</summary>
internal static class NvmlLinks
{
    /// <summary>
    /// NVML_NVLINK_MAX_LINKS of nvml.h: Hopper and Blackwell have the most. A query for a missing link fails; the search goes on.
    /// </summary>
    private const uint MaxLinks = 18;

    /// <summary>Versions by their number in nvmlNvlinkVersion_t.</summary>
    private static readonly string?[] Versions = [null, "1.0", "2.0", "2.2", "3.0", "3.1", "4.0", "5.0"];

    /// <param name="guard">Turns a missing library or entry point into a code.</param>
    /// <returns>Null if the driver reports no link.</returns>
    public static NvLinks? Read(nint device, Func<Func<NvmlReturn>, NvmlReturn> guard)
    {
        var (known, active) = (0, 0);
        var versions = new HashSet<string?>();
        for (var link = 0U; link < MaxLinks; link++)
        {
            var isActive = 0U;
            if (guard(() => NvmlImports.GetNvLinkState(device, link, out isActive)) != NvmlReturn.NVML_SUCCESS || isActive > 1)
                continue;
            known++;
            if (isActive == 0)
                continue;
            active++;
            versions.Add(VersionOf(device, link, guard));
        }

        return known == 0 ? null : new(versions.Count == 1 ? versions.Single() : null, active, known);
    }

    private static string? VersionOf(nint device, uint link, Func<Func<NvmlReturn>, NvmlReturn> guard)
    {
        var version = 0U;
        return guard(() => NvmlImports.GetNvLinkVersion(device, link, out version)) == NvmlReturn.NVML_SUCCESS && version < Versions.Length
            ? Versions[version]
            : null;
    }
}

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
