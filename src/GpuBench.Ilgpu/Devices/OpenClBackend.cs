using GpuBench.Ilgpu.Native;
using GpuBench.Measuring.Devices;
using ILGPU;
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
        using var context = CreateContext();
        var devices = context.GetCLDevices();
        if (devices.Count == 0)
            return Lacking("The OpenCL loader knows no driver with a device.", "Install the vendor's OpenCL driver; for the CPU, pocl-opencl-icd. 'clinfo -l' lists what is found.");
        var inventory = Inventory.Empty;
        for (var i = 0; i < devices.Count; i++)
            inventory = inventory.And(OpenClDeviceReader.WhyUnusable(devices[i]) is { } reason
                ? Lacking(reason, "Use a newer driver, or reach the device through CUDA.")
                : Inventory.Of(OpenClDeviceReader.Read(devices[i], i)));
        return inventory;
    }

    public IDevice Open(DeviceInfo device)
    {
        NativeLibraries.Install();
        var context = CreateContext();
        var opened = context.GetCLDevices()[device.Index];
        IlgpuEngine.RequireSame(device, opened.Name);
        OpenClDeviceReader.AllowGenericAddressSpace(opened);
        var accelerator = opened.CreateCLAccelerator(context);
        // ILGPU truncates the nanoseconds of OpenCL's profiling to ticks of 100 ns.
        return new IlgpuDevice(device, context, accelerator, new ProfiledStream(accelerator.DefaultStream, "opencl-profiling", 100e-9));
    }

    /// <summary>All devices, not only those that ILGPU lists: it leaves out PoCL before version 4.</summary>
    private static Context CreateContext() => IlgpuEngine.CreateContext(builder => builder.OpenCL(_ => true));

    private Inventory Lacking(string reason, string cure) => Inventory.Lacking(Engine, Backend, reason, cure);
}
