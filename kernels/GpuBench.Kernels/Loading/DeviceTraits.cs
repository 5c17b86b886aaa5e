using System.Globalization;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Kernels.Loading;

/// <summary>The properties of a device that decide the choice of a kernel, as data: tests need no device.</summary>
/// <param name="IsProcessor">The cores of a processor run the work items of a group one after another.</param>
/// <param name="ComputeCapability">CUDA architecture, 10·major + minor: 90 is sm_90. 0 on other devices.</param>
/// <param name="SharedBytesPerGroup">Without the opt-in for more.</param>
public sealed record DeviceTraits(
    AcceleratorType Type, bool IsProcessor, int ComputeCapability, int MaxGroupSize, int SharedBytesPerGroup, int MultiprocessorCount)
{
    /// <summary>CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN, which ILGPU does not name.</summary>
    private const DeviceAttributeKind OptInSharedBytes = (DeviceAttributeKind)97;

    /// <summary>Shared memory of a CUDA group with the opt-in for more, as dynamic shared memory. 0 on other devices.</summary>
    public int OptInSharedBytesPerGroup { get; init; }

    /// <summary>Barriers switch threads, as on the CPU accelerator of ILGPU.</summary>
    public bool HasExpensiveBarriers => Type == AcceleratorType.CPU;

    public static DeviceTraits Of(Accelerator accelerator)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var device = accelerator as CudaAccelerator;
        var capability = device is null ? 0 : device.Architecture.Major * 10 + device.Architecture.Minor;
        return new(
            accelerator.AcceleratorType, RunsOnProcessor(accelerator), capability,
            GroupSizeLimit.Of(accelerator), accelerator.MaxSharedMemoryPerGroup, accelerator.NumMultiprocessors)
        {
            OptInSharedBytesPerGroup = device is null ? 0 : CudaAPI.CurrentAPI.GetDeviceAttribute(OptInSharedBytes, device.DeviceId),
        };
    }

    /// <summary>True if the cores of a processor run the work items of a group one after another.</summary>
    internal static bool RunsOnProcessor(Accelerator accelerator) =>
        accelerator.AcceleratorType == AcceleratorType.CPU || accelerator is CLAccelerator { DeviceType: CLDeviceType.CL_DEVICE_TYPE_CPU };
}

/// <summary>The first architectures with features that kernels need, as <see cref="DeviceTraits.ComputeCapability"/>.</summary>
internal static class ComputeCapabilities
{
    /// <summary>sm_80: asynchronous copies, and matrix instructions for bf16, tf32 and int8.</summary>
    public const int Ampere = 80;

    /// <summary>sm_89: tensor cores for fp8.</summary>
    public const int Ada = 89;

    /// <summary>
    /// sm_90: fp8 only in warpgroup instructions. The assembler makes two conversions and two fp16 products of <c>mma.sync</c> in fp8.
    /// </summary>
    public const int Hopper = 90;
}

/// <summary>Conditions that several kernels share. Each returns null if it is met, otherwise the reason in one clause.</summary>
internal static class Requirement
{
    /// <summary>Indices are 32-bit, and the last group may pass the last element by less than its size.</summary>
    private const long MaxElements = int.MaxValue - 1024;

    public static string? GroupSize(DeviceTraits device, int workItems) =>
        device.MaxGroupSize >= workItems
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"needs {workItems} work items in a group, the device allows {device.MaxGroupSize}");

    /// <param name="min">The first architecture with the units, as <see cref="DeviceTraits.ComputeCapability"/>.</param>
    public static string? MatrixUnits(DeviceTraits device, int min)
    {
        if (device.ComputeCapability >= min)
            return null;
        var found = device.ComputeCapability == 0
            ? "this is not a CUDA device"
            : string.Create(CultureInfo.InvariantCulture, $"this is sm_{device.ComputeCapability}");
        return string.Create(CultureInfo.InvariantCulture, $"needs the matrix units of CUDA's sm_{min} or later, {found}");
    }

    public static string? SharedMemory(DeviceTraits device, int bytes) =>
        device.SharedBytesPerGroup >= bytes
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"needs {bytes} bytes of shared memory, the device allows {device.SharedBytesPerGroup}");

    /// <param name="bytes">Dynamic shared memory of a launch; 0 needs nothing.</param>
    public static string? DynamicSharedMemory(DeviceTraits device, int bytes) =>
        bytes == 0 || device.OptInSharedBytesPerGroup >= bytes
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"needs {bytes} bytes of dynamic shared memory, the device allows {device.OptInSharedBytesPerGroup}");

    /// <summary>CUDA launches at most 65535 groups along y or z.</summary>
    public static string? GridRows(int groups) =>
        groups <= ushort.MaxValue
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"needs {groups} rows of groups, a grid has at most {ushort.MaxValue}");

    public static string? Indexable(params ReadOnlySpan<long> elementCounts)
    {
        foreach (var count in elementCounts)
        {
            if (count is < 1 or > MaxElements)
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"a tensor of {count} elements is outside the 32-bit index range 1..{MaxElements}");
        }

        return null;
    }

    public static string? AtLeast(string dimension, int value, int min) =>
        value >= min ? null : string.Create(CultureInfo.InvariantCulture, $"needs {dimension} of at least {min}, it is {value}");

    public static string? Multiple(string dimension, int value, int divisor) =>
        value % divisor == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"needs {dimension} to be a multiple of {divisor}, it is {value}");
}

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
