using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Kernels.Peak;

/// <summary>The peak kernels, one for each arithmetic. They are one rung in four types, not a ladder.</summary>
public static class PeakKernels
{
    /// <summary>One kernel for each <see cref="PeakType"/>, in its order.</summary>
    public static IReadOnlyList<IPeakKernel> All { get; } =
    [
        new MultiplyAddPeak<float, Fp32Arithmetic>(PeakType.Fp32, _ => null),
        new MultiplyAddPeak<double, Fp64Arithmetic>(PeakType.Fp64, WhyNotFp64),
        new MultiplyAddPeak<int, Int32Arithmetic>(PeakType.Int32, _ => null),
        new MultiplyAddPeak<ILGPU.Half, Fp16Arithmetic>(PeakType.Fp16, WhyNotFp16),
    ];

    private static string? WhyNotFp64(Accelerator accelerator) =>
        accelerator.Capabilities is CLCapabilityContext { Float64: false } ? "the device has no double precision" : null;

    private static string? WhyNotFp16(Accelerator accelerator) => accelerator switch
    {
        CudaAccelerator cuda when cuda.Architecture >= CudaArchitecture.SM_53 => null,
        CLAccelerator { Capabilities.Float16: true } => null,
        // The CPU accelerator of ILGPU converts each half-precision operation to fp32 and back.
        _ => "the device has no native half-precision arithmetic",
    };
}
