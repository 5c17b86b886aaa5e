using GpuBench.Measuring.Devices;

namespace GpuBench.Running;

/// <summary>On a machine without a GPU the managed CPU device is slow, and few people know that OpenCL can drive a CPU.</summary>
public static class SlowCpuHint
{
    private const string Package = "pocl-opencl-icd";

    /// <summary>Null where there is an accelerator, or a CPU behind OpenCL already.</summary>
    public static string? For(Inventory inventory) =>
        !LacksOpenClDriver(inventory)
        || inventory.Devices.Any(device => device.Class == DeviceClass.Accelerator || device.Backend == Backend.OpenCl)
            ? null
            : "no GPU and no OpenCL driver here, so our kernels run on ILGPU's slow CPU device; "
                + $"'sudo apt-get install {Package}' makes the CPU an OpenCL device, on which they are many times faster";

    /// <summary>Where a driver is there and broken, its row says what to do.</summary>
    private static bool LacksOpenClDriver(Inventory inventory) => inventory.Missing.Any(
        missing => missing.Backend == Backend.OpenCl && missing.Cure.Contains(Package, StringComparison.Ordinal));
}
