using System.Reflection;
using GpuBench.Measuring.Devices;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Ilgpu.Devices;

/// <summary>Reads what an OpenCL driver says of a device.</summary>
internal static class OpenClDeviceReader
{
    public static DeviceInfo Read(CLDevice device, int index) => new()
    {
        Engine = IlgpuEngine.Name,
        Backend = Backend.OpenCl,
        Index = index,
        Class = device.DeviceType == CLDeviceType.CL_DEVICE_TYPE_CPU ? DeviceClass.HostCpu : DeviceClass.Accelerator,
        Name = device.Name.Trim(),
        Vendor = device.VendorName.Trim(),
        Driver = $"{device.PlatformName.Trim()} {CLAPI.CurrentAPI.GetDeviceInfo(device.DeviceId, CLDeviceInfoType.CL_DRIVER_VERSION).Trim()}",
        Architecture = $"OpenCL {device.DeviceVersion}",
        MemoryBytes = device.MemorySize,
        MaxAllocationBytes = device.GetDeviceInfo<long>(CLDeviceInfoType.CL_DEVICE_MAX_MEM_ALLOC_SIZE),
        LastLevelCacheBytes = device.GetDeviceInfo<long>(CLDeviceInfoType.CL_DEVICE_GLOBAL_MEM_CACHE_SIZE) is > 0 and var bytes ? bytes : null,
        ComputeUnits = device.NumMultiprocessors,
        ClockHertz = device.ClockRate > 0 ? device.ClockRate * 1e6 : null,
        Capabilities = [.. Capabilities(device)],
    };

    /// <summary>Null: it can be used.</summary>
    public static string? WhyUnusable(CLDevice device)
    {
        var name = device.Name.Trim();
        if (device.GetDeviceInfo<int>(CLDeviceInfoType.CL_DEVICE_COMPILER_AVAILABLE) == 0)
            return $"{name}: its driver has no compiler for kernels.";
        return device.Capabilities.GenericAddressSpace || ToleratesMissingGenericAddressSpace(device)
            ? null
            : $"{name}: its driver lacks the generic address space of OpenCL 2.0, on which ILGPU's code relies.";
    }

    /// <summary>
    /// ILGPU refuses drivers that do not announce a generic address space. PoCL 3 (and Oclgrind, which checks kernels) do
    /// not, yet run all kernels here, none of which converts pointers between address spaces: for them the flag is set.
    /// ILGPU has no public way to do so.
    /// </summary>
    public static void AllowGenericAddressSpace(CLDevice device)
    {
        if (!device.Capabilities.GenericAddressSpace && ToleratesMissingGenericAddressSpace(device))
            typeof(CLCapabilityContext)
                .GetProperty(nameof(CLCapabilityContext.GenericAddressSpace), BindingFlags.Instance | BindingFlags.Public)!
                .SetValue(device.Capabilities, true);
    }

    private static bool ToleratesMissingGenericAddressSpace(CLDevice device) =>
        device.PlatformName.Contains("Portable Computing Language", StringComparison.Ordinal)
        || device.PlatformName.Contains("Oclgrind", StringComparison.Ordinal);

    private static IEnumerable<string> Capabilities(CLDevice device)
    {
        yield return "int32";
        if (device.Capabilities.Float64)
            yield return "fp64";
        if (device.Capabilities.Float16)
            yield return "fp16";
    }
}
