using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Kernels.Loading;

/// <summary>The properties of a device that decide the choice of a kernel, as data: tests need no device.</summary>
/// <param name="IsProcessor">The cores of a processor run the work items of a group one after another.</param>
/// <param name="ComputeCapability">CUDA architecture, 10·major + minor: 90 is sm_90. 0 on other devices.</param>
/// <param name="SharedBytesPerGroup">Without the opt-in for more.</param>
public sealed record DeviceTraits(
    AcceleratorType Type, bool IsProcessor, int ComputeCapability, int MaxGroupSize, int SharedBytesPerGroup, int MultiprocessorCount)
{
    /// <summary>Barriers switch threads, as on the CPU accelerator of ILGPU.</summary>
    public bool HasExpensiveBarriers => Type == AcceleratorType.CPU;

    public static DeviceTraits Of(Accelerator accelerator)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var capability = accelerator is CudaAccelerator cuda ? cuda.Architecture.Major * 10 + cuda.Architecture.Minor : 0;
        return new(
            accelerator.AcceleratorType, ResidentGrid.IsProcessor(accelerator), capability,
            GroupSizeLimit.Of(accelerator), accelerator.MaxSharedMemoryPerGroup, accelerator.NumMultiprocessors);
    }
}

/// <summary>The first architectures with features that kernels need, as <see cref="DeviceTraits.ComputeCapability"/>.</summary>
internal static class ComputeCapabilities
{
    /// <summary>sm_80: asynchronous copies, and matrix instructions for bf16, tf32 and int8.</summary>
    public const int Ampere = 80;

    /// <summary>sm_89: tensor cores for fp8.</summary>
    public const int Ada = 89;
}
