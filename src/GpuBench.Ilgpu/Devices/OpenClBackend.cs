using GpuBench.Ilgpu.Native;
using GpuBench.Measuring.Devices;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Ilgpu.Devices;

/// <summary>Every OpenCL device, PoCL's included.</summary>
public sealed class OpenClBackend : IBackend
{
    public string Engine => IlgpuEngine.Name;

    public Backend Backend => Backend.OpenCl;

    public Inventory Discover()
    {
        NativeLibraries.Install();
        if (NativeLibraryCatalog.OpenCl.Find() is null)
            return Lacking("There is no OpenCL loader (libOpenCL.so.1).", "Install ocl-icd-libopencl1 and the vendor's driver; for the CPU, pocl-opencl-icd.");
        var listing = OpenClListing.Read();
        var inventory = listing.Faults.Aggregate(Inventory.Empty, (all, fault) => all.And(Lacking(fault.Reason, fault.Cure)));
        inventory = listing.Devices.Aggregate(inventory, (all, slot) => all.And(Read(slot)));
        return inventory is { Devices: [], Missing: [] }
            ? Lacking(
                "The OpenCL loader knows no driver with a device.",
                "Install the vendor's OpenCL driver; for the CPU, pocl-opencl-icd. 'clinfo -l' lists what is found.")
            : inventory;
    }

    public IDevice Open(DeviceInfo device)
    {
        NativeLibraries.Install();
        var slot = OpenClListing.Read().Devices.FirstOrDefault(slot => slot.Index == device.Index)
            ?? throw new InvalidOperationException($"{device.Id} is not there any more; start a new run");
        IlgpuEngine.RequireSame(device, slot.Name);
        var context = IlgpuEngine.CreateContext(_ => { });
        try
        {
            var opened = ClDevices.Create(slot);
            ClDevices.AllowGenericAddressSpace(opened);
            var accelerator = opened.CreateCLAccelerator(context);
            return new IlgpuDevice(device, context, accelerator, OpenClTimer.Of(accelerator.DefaultStream));
        }
        catch (CLException failed)
        {
            context.Dispose();
            if (OpenClCompilerCheck.Complaint(slot.Device) is { } complaint)
                throw new CLException(complaint, failed);
            throw;
        }
    }

    public string? Explain(Exception cause) => EngineErrors.Explain(cause);

    /// <summary>A device that cannot be described is a row with the reason, and hides no other.</summary>
    private Inventory Read(OpenClSlot slot)
    {
        try
        {
            return OpenClDeviceReader.Read(slot);
        }
        catch (Exception cause)
        {
            return Lacking($"{slot.Name}: it cannot be described: {EngineErrors.Explain(cause) ?? cause.Message}", "Update the driver.");
        }
    }

    private Inventory Lacking(string reason, string cure) => Inventory.Lacking(Engine, Backend, reason, cure);
}
