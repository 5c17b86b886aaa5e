using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Loading;

/// <summary>A grid that a device can hold at once: its number of work items does not depend on the data, over which they stride.</summary>
internal static class ResidentGrid
{
    private const int MaxGroupSize = 256;

    /// <summary>On OpenCL processors and ILGPU's CPU accelerator a group runs on one core: a few for each keep all busy.</summary>
    private const int GroupsPerCpuCore = 4;

    public static KernelConfig Of(Accelerator accelerator)
    {
        var groupSize = Math.Min(MaxGroupSize, accelerator.MaxNumThreadsPerGroup);
        var groupsPerMultiprocessor = accelerator.AcceleratorType == AcceleratorType.Cuda
            ? Math.Max(1, accelerator.MaxNumThreadsPerMultiprocessor / groupSize)
            : GroupsPerCpuCore;
        return new KernelConfig(groupsPerMultiprocessor * Math.Max(1, accelerator.NumMultiprocessors), groupSize);
    }

    public static int WorkItems(Accelerator accelerator) => (int)Of(accelerator).Size;
}
