using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>Skips trials whose largest array exceeds the device's maximum allocation. The reason states both sizes.</summary>
internal static class AllocationRule
{
    /// <param name="what">Name of the array, e.g. <c>one array</c>.</param>
    /// <param name="bytes">Size of the largest array.</param>
    public static Refusal? Refuse(DeviceInfo device, Trial trial, string what, double bytes) => bytes <= device.MaxAllocationBytes
        ? null
        : Refusal.Skipped(
            $"{trial.Workload}: {what} needs {Size(bytes)}, but {device.Id} allocates at most {Size(device.MaxAllocationBytes)} at once; "
            + "choose a smaller point with --axis");

    private static string Size(double bytes)
    {
        var (unit, name) = bytes >= 1e9 ? (1e9, "GB") : bytes >= 1e6 ? (1e6, "MB") : (1e3, "kB");
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / unit:F1} {name}");
    }
}
