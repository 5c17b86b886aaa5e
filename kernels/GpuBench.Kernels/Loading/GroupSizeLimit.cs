using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Kernels.Loading;

/// <summary>How many work items a group may have along its first dimension.</summary>
internal static class GroupSizeLimit
{
    /// <summary>Of any kernel on the device.</summary>
    public static int Of(Accelerator accelerator) => accelerator is CLAccelerator
        ? Math.Max(1, Math.Min(accelerator.MaxNumThreadsPerGroup, accelerator.MaxGroupSize.X))
        : accelerator.MaxNumThreadsPerGroup;

    /// <summary>Of a loaded kernel: its registers may leave room for fewer than the device takes at most. Only OpenCL tells.</summary>
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

/// <summary>A kernel that was built, and of which the device then takes smaller groups than it needs: another kernel may do.</summary>
public sealed class KernelLimitException(string reason) : NotSupportedException(reason);
