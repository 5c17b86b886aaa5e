using GpuBench.Ilgpu.Native;
using GpuBench.Kernels.Loading;
using GpuBench.Measuring.Devices;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Ilgpu.Devices;

/// <summary>Every OpenCL device, including PoCL's.</summary>
public sealed class OpenClBackend : IBackend
{
    public string Engine => IlgpuEngine.Name;

    public Backend Backend => Backend.OpenCl;

    public Inventory Discover()
    {
        NativeLibraries.Install();
        if (NativeLibraryCatalog.OpenCl.Find() is null)
            return Lacking(
                "There is no OpenCL loader (libOpenCL.so.1).",
                "Install ocl-icd-libopencl1 and the vendor's driver; for the CPU, pocl-opencl-icd.");
        var listing = OpenClListing.Read();
        var inventory = listing.Faults.Aggregate(Inventory.Empty, (all, fault) => all.And(Lacking(fault.Reason, fault.Remedy)));
        inventory = listing.Devices.Aggregate(inventory, (all, slot) => all.And(Read(slot)));
        return inventory is { Devices: [], Missing: [] }
            ? Lacking(
                "The OpenCL loader found no driver with a device.",
                "Install the vendor's OpenCL driver; for the CPU, pocl-opencl-icd. 'clinfo -l' lists the devices.")
            : inventory;
    }

    public IDevice Open(DeviceInfo device)
    {
        NativeLibraries.Install();
        var slot = OpenClListing.Read().Devices.FirstOrDefault(slot => slot.Index == device.Index)
            ?? throw new InvalidOperationException($"{device.Id} no longer exists; start a new run");
        IlgpuEngine.RequireSame(device, slot.Name);
        var context = IlgpuEngine.CreateContext(_ => { });
        try
        {
            var opened = ClDevices.Create(slot);
            ClDevices.AllowGenericAddressSpace(opened);
            var accelerator = opened.CreateCLAccelerator(context);
            var resolution = slot.Query.Positive(CLDeviceInfoType.CL_DEVICE_PROFILING_TIMER_RESOLUTION) * 1e-9;
            return new IlgpuDevice(device, context, accelerator, IlgpuTimer.OfOpenCl(accelerator.DefaultStream, resolution));
        }
        catch (CLException failed)
        {
            context.Dispose();
            if (OpenClCompilerCheck.ErrorOf(slot.Device) is { } error)
                throw new CLException(error, failed);
            throw;
        }
    }

    public string? Explain(Exception cause) => EngineErrors.Explain(cause);

    /// <summary>A device that cannot be described becomes a row with the reason; the others are still listed.</summary>
    private Inventory Read(OpenClSlot slot)
    {
        try
        {
            return OpenClDeviceReader.Read(slot);
        }
        catch (Exception cause)
        {
            return Lacking($"{slot.Name}: properties cannot be read: {EngineErrors.Explain(cause) ?? cause.Message}", "Update the driver.");
        }
    }

    private Inventory Lacking(string reason, string remedy) => Inventory.Lacking(Engine, Backend, reason, remedy);
}

/// <summary>Reads an OpenCL driver's description of a device.</summary>
internal static class OpenClDeviceReader
{
    /// <summary>OpenCL guarantees that one allocation may take a quarter of the memory.</summary>
    private const int MinShare = 4;

    public static Inventory Read(OpenClSlot slot)
    {
        var query = slot.Query;
        if (query.Flag(CLDeviceInfoType.CL_DEVICE_AVAILABLE) == false)
            return Lacking(
                slot, "its driver reports it as unavailable.",
                "Power it on, or end the process that uses it; 'clinfo' shows when it is available.");
        if (query.Flag(CLDeviceInfoType.CL_DEVICE_COMPILER_AVAILABLE) == false)
            return Lacking(
                slot, "its driver has no kernel compiler.", "Install the driver's compiler, or use the device through CUDA.");
        var largest = query.Bytes(CLDeviceInfoType.CL_DEVICE_MAX_MEM_ALLOC_SIZE);
        return (query.Bytes(CLDeviceInfoType.CL_DEVICE_GLOBAL_MEM_SIZE) ?? largest) is { } memory
            ? Inventory.Of(Read(slot, memory, largest ?? memory / MinShare))
            : Lacking(
                slot, "its driver reports neither the memory size nor the maximum allocation, which arrays are sized by.",
                "Update the driver.");
    }

    private static DeviceInfo Read(OpenClSlot slot, long memoryBytes, long maxBytes)
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
            MaxAllocationBytes = maxBytes,
            LastLevelCacheBytes = query.Bytes(CLDeviceInfoType.CL_DEVICE_GLOBAL_MEM_CACHE_SIZE),
            ComputeUnits = (int?)query.Positive(CLDeviceInfoType.CL_DEVICE_MAX_COMPUTE_UNITS),
            ClockHertz = query.Positive(CLDeviceInfoType.CL_DEVICE_MAX_CLOCK_FREQUENCY) * 1e6,
            Capabilities = [.. Capabilities(device)],
            Untried = device.Capabilities.GenericAddressSpace
                ? null
                : "its driver does not announce the generic address space of OpenCL 2.0, which ILGPU requires",
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

    private static Inventory Lacking(OpenClSlot slot, string reason, string remedy) =>
        Inventory.Lacking(IlgpuEngine.Name, Backend.OpenCl, $"{slot.Name}: {reason}", remedy);
}

/// <summary>Checks whether a driver's compiler builds any kernel. ILGPU builds one when it opens a device, but drops the log.</summary>
internal static class OpenClCompilerCheck
{
    private const string OneLine = "__kernel void one(__global int *a) { a[get_global_id(0)] = 1; }";

    /// <returns>The compiler's error for a one-line kernel; null if the kernel builds.</returns>
    public static string? ErrorOf(nint device)
    {
        if (CLAPI.CurrentAPI.CreateContext(device, out var context) != CLError.CL_SUCCESS)
            return null;
        try
        {
            var (code, log) = OpenClBuild.Try(context, device, OneLine, "");
            return code == CLError.CL_SUCCESS ? null
                : log.Length == 0 ? "the driver's compiler builds no kernel and gives no log"
                : $"the driver's compiler builds no kernel; its log: {log}";
        }
        finally
        {
            _ = CLAPI.CurrentAPI.ReleaseContext(context);
        }
    }
}
