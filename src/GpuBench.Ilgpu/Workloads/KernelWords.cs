using GpuBench.Kernels;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>Describes kernels with the words of result rows.</summary>
internal static class KernelWords
{
    /// <summary>One entry per name; a ladder may have several kernels of one name, for several operations.</summary>
    public static IReadOnlyList<WorkloadKernel> Listed(this IEnumerable<IDeviceKernel> kernels) =>
        [.. kernels.DistinctBy(kernel => kernel.Name).Select(kernel => new WorkloadKernel(kernel.Name, kernel.Technique))];

    /// <exception cref="ArgumentOutOfRangeException">The unit is unknown.</exception>
    public static HardwareUnit HardwareUnit(this IDeviceKernel kernel) => kernel.Unit.HardwareUnit();

    /// <exception cref="ArgumentOutOfRangeException">The unit is unknown.</exception>
    public static HardwareUnit HardwareUnit(this KernelUnit unit) => unit switch
    {
        KernelUnit.Lanes => Measuring.Trials.HardwareUnit.Simt,
        KernelUnit.Matrix => Measuring.Trials.HardwareUnit.Tensor,
        KernelUnit.Memory => Measuring.Trials.HardwareUnit.Copy,
        KernelUnit.Emulated => Measuring.Trials.HardwareUnit.Emulated,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, $"kernel unit {unit} has no hardware unit"),
    };
}
