using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Kernels.Loading;

/// <summary>The largest number of work items in a group along its first dimension.</summary>
internal static class GroupSizeLimit
{
    /// <summary>The limit of the device.</summary>
    public static int Of(Accelerator accelerator) => accelerator is CLAccelerator
        ? Math.Max(1, Math.Min(accelerator.MaxNumThreadsPerGroup, accelerator.MaxGroupSize.X))
        : accelerator.MaxNumThreadsPerGroup;

    /// <summary>The limit of a loaded kernel: its registers may allow fewer work items than the device. Only OpenCL reports it.</summary>
    public static int Of(Accelerator accelerator, Kernel kernel)
    {
        var max = Of(accelerator);
        return accelerator is CLAccelerator device && kernel is CLKernel built && Ask(device, built) is > 0 and var limit
            ? (int)Math.Min(limit, max)
            : max;
    }

    private static nint Ask(CLAccelerator device, CLKernel kernel)
    {
        try
        {
            return CLAPI.CurrentAPI.GetKernelWorkGroupInfo<nint>(
                kernel.KernelPtr, device.DeviceId, CLKernelWorkGroupInfoType.CL_KERNEL_WORK_GROUP_SIZE);
        }
        catch (CLException)
        {
            return 0;
        }
    }
}

/// <summary>A built kernel needs larger groups than the device allows. Another kernel may fit.</summary>
public sealed class KernelLimitException(string reason) : NotSupportedException(reason);
