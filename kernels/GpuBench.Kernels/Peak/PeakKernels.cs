using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Kernels.Peak;

/// <summary>One peak kernel for each arithmetic.</summary>
public static class PeakKernels
{
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
        // ILGPU's CPU accelerator converts every half-precision operation to fp32 and back.
        _ => "the device has no half-precision arithmetic of its own",
    };
}
