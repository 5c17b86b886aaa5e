using GpuBench.Measuring.Devices;

namespace GpuBench.Running;

/// <summary>On a machine without a GPU the managed CPU device is slow, and few people know that OpenCL can drive a CPU.</summary>
public static class SlowCpuHint
{
    /// <summary>Null where there is an accelerator, or a CPU behind OpenCL already.</summary>
    public static string? For(Inventory inventory) =>
        inventory.Devices.Count == 0
        || inventory.Devices.Any(device => device.Class == DeviceClass.Accelerator || device.Backend == Backend.OpenCl)
            ? null
            : "no GPU and no OpenCL driver here, so our kernels run on ILGPU's slow CPU device; "
                + "'sudo apt-get install pocl-opencl-icd' makes the CPU an OpenCL device, on which they are many times faster";
}
