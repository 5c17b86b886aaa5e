namespace GpuBench.Kernels.Loading;

/// <summary>The first architectures with what kernels ask for, in the terms of <see cref="DeviceTraits.ComputeCapability"/>.</summary>
internal static class ComputeCapabilities
{
    /// <summary>sm_80: asynchronous copies, and matrix instructions for bf16, tf32 and int8.</summary>
    public const int Ampere = 80;

    /// <summary>sm_89: matrix units for fp8.</summary>
    public const int Ada = 89;
}
