using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Kernels.Loading;

/// <summary>What the choice of a kernel depends on, apart from an opened device: choices can be checked for devices that are not here.</summary>
/// <param name="IsProcessor">Work items run one after another on the cores of a processor.</param>
/// <param name="ComputeCapability">Ten times the major version of the CUDA architecture plus the minor: 90 is sm_90. 0 elsewhere.</param>
/// <param name="SharedBytesPerGroup">Without opting in for more.</param>
public sealed record DeviceTraits(
    AcceleratorType Type, bool IsProcessor, int ComputeCapability, int MaxGroupSize, int SharedBytesPerGroup, int MultiprocessorCount)
{
    /// <summary>Groups share nothing and wait for nothing cheaply: a barrier on ILGPU's CPU accelerator is a switch of threads.</summary>
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

/// <summary>The first architectures with what kernels ask for, in the terms of <see cref="DeviceTraits.ComputeCapability"/>.</summary>
internal static class ComputeCapabilities
{
    /// <summary>sm_80: asynchronous copies, and matrix instructions for bf16, tf32 and int8.</summary>
    public const int Ampere = 80;

    /// <summary>sm_89: matrix units for fp8.</summary>
    public const int Ada = 89;
}
