using GpuBench.Ilgpu.Native;
using GpuBench.Measuring.Devices;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Ilgpu.Devices;

/// <summary>Reads what an OpenCL driver says of a device.</summary>
internal static class OpenClDeviceReader
{
    /// <summary>What OpenCL guarantees of the largest allocation, as a share of the memory.</summary>
    private const int LeastShare = 4;

    public static Inventory Read(OpenClSlot slot)
    {
        var query = slot.Query;
        if (query.Flag(CLDeviceInfoType.CL_DEVICE_AVAILABLE) == false)
            return Lacking(
                slot, "its driver says that it is not available.", "Power it on or end what holds it; 'clinfo' shows when it is back.");
        if (query.Flag(CLDeviceInfoType.CL_DEVICE_COMPILER_AVAILABLE) == false)
            return Lacking(
                slot, "its driver has no compiler for kernels.", "Install the driver's compiler, or reach the device through CUDA.");
        var largest = query.Bytes(CLDeviceInfoType.CL_DEVICE_MAX_MEM_ALLOC_SIZE);
        return (query.Bytes(CLDeviceInfoType.CL_DEVICE_GLOBAL_MEM_SIZE) ?? largest) is { } memory
            ? Inventory.Of(Read(slot, memory, largest ?? memory / LeastShare))
            : Lacking(
                slot, "its driver tells neither its memory nor its largest allocation, so that nothing can be sized.",
                "Update the driver.");
    }

    private static DeviceInfo Read(OpenClSlot slot, long memoryBytes, long largestBytes)
    {
        var query = slot.Query;
        var device = ClDevices.Create(slot);
        return new()
        {
            Engine = IlgpuEngine.Name,
            Backend = Backend.OpenCl,
            Index = slot.Index,
            Class = device.DeviceType == CLDeviceType.CL_DEVICE_TYPE_CPU ? DeviceClass.HostCpu : DeviceClass.Accelerator,
            Name = slot.Name,
            Vendor = OpenClQuery.PlatformText(slot.Platform, CLPlatformInfoType.CL_PLATFORM_VENDOR) ?? "unknown",
            Driver = $"{slot.PlatformName} {query.Text(CLDeviceInfoType.CL_DRIVER_VERSION)}".Trim(),
            Architecture = $"OpenCL {device.DeviceVersion}",
            MemoryBytes = memoryBytes,
            MaxAllocationBytes = largestBytes,
            LastLevelCacheBytes = query.Bytes(CLDeviceInfoType.CL_DEVICE_GLOBAL_MEM_CACHE_SIZE),
            ComputeUnits = (int?)query.Positive(CLDeviceInfoType.CL_DEVICE_MAX_COMPUTE_UNITS),
            ClockHertz = query.Positive(CLDeviceInfoType.CL_DEVICE_MAX_CLOCK_FREQUENCY) * 1e6,
            Capabilities = [.. Capabilities(device)],
            Untried = device.Capabilities.GenericAddressSpace
                ? null
                : "its driver does not announce the generic address space of OpenCL 2.0, which ILGPU asks for",
        };
    }

    private static IEnumerable<string> Capabilities(CLDevice device)
    {
        yield return "int32";
        if (device.Capabilities.Float64)
            yield return "fp64";
        if (device.Capabilities.Float16)
            yield return "fp16";
    }

    private static Inventory Lacking(OpenClSlot slot, string reason, string cure) =>
        Inventory.Lacking(IlgpuEngine.Name, Backend.OpenCl, $"{slot.Name}: {reason}", cure);
}
