using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Loading;

/// <summary>A grid that a device can hold at once. Its size does not depend on the data; work items loop over it.</summary>
internal static class ResidentGrid
{
    private const int MaxGroupSize = 256;

    /// <summary>Groups for each multiprocessor if the residency is unknown, as on OpenCL devices and processors.</summary>
    private const int GroupsPerCore = 8;

    public static KernelConfig Of(Accelerator accelerator)
    {
        var groupSize = Math.Min(MaxGroupSize, GroupSizeLimit.Of(accelerator));
        var groupsPerMultiprocessor = accelerator.AcceleratorType == AcceleratorType.Cuda
            ? Math.Max(1, accelerator.MaxNumThreadsPerMultiprocessor / groupSize)
            : GroupsPerCore;
        return new KernelConfig(groupsPerMultiprocessor * Math.Max(1, accelerator.NumMultiprocessors), groupSize);
    }

    /// <summary>The same number of work items, in groups that a loaded kernel allows.</summary>
    /// <param name="groupSize">The largest group of the kernel.</param>
    public static KernelConfig Of(Accelerator accelerator, int groupSize)
    {
        var grid = Of(accelerator);
        var (groups, size) = (grid.GridDim.X, grid.GroupDim.X);
        var smaller = Math.Min(size, groupSize);
        while (size % smaller != 0)
            smaller--;
        return new KernelConfig(groups * (size / smaller), smaller);
    }

    public static int WorkItems(Accelerator accelerator) => (int)Of(accelerator).Size;
}
