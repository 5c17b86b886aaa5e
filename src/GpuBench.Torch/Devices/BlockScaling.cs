using GpuBench.Measuring.Devices;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Torch.Devices;

/// <summary>Where torch._scaled_mm multiplies fp8 with scales per block.</summary>
/// <remarks>
/// PyTorch 2.10 and later choose the recipe by the sizes and strides of the scales
/// (aten/src/ATen/native/cuda/ScaledBlas.cpp: is_blockwise_1x128_scaling, is_blockwise_128x128_scaling, get_joint_scaling), need
/// CUDA 12.9 (CUDABlas.cpp: get_scale_mode) and compute capability 9.x (ScaledBlas.cpp: _check_deepseek_support, asked by
/// torch._scaled_mm_v2 only; torch._scaled_mm gets CUBLAS_STATUS_NOT_SUPPORTED from cuBLASLt). On a CPU, PyTorch 2.10 scales whole
/// operands only (aten/src/ATen/native/Blas.cpp: _scaled_mm_out_cpu_emulated).
/// </remarks>
internal static class BlockScaling
{
    /// <summary>A device has it if its libtorch is built for a CUDA that has the scales.</summary>
    public const string Capability = "fp8-block-scales";

    /// <summary>As <see cref="CudaRuntime.Version()"/>.</summary>
    private const int FirstCudaVersion = 12090;

    private const int Hopper = 90;

    /// <summary>cuBLASLt reads scales of A by 16 bytes (vLLM pull request 49932: "Pad the M dimension up to a multiple of 4").</summary>
    private const int RowsAtOnce = 4;

    /// <summary>
    /// cuBLASLt pads K/128 scales of B to a multiple of four. Versions of PyTorch differ in whether the caller must: without the padding,
    /// some return wrong results silently (PyTorch pull request 166752).
    /// </summary>
    private const int BlocksAtOnce = 4;

    public static bool IsIn(int cudaVersion) => cudaVersion >= FirstCudaVersion;

    /// <param name="shape">Has scales per block, B as (N,K), and K as a multiple of 128.</param>
    /// <returns>Null if libtorch multiplies it.</returns>
    public static string? RefusalReason(DeviceInfo device, MatMulShape shape)
    {
        const string otherwise = $"--axis scaling={MatMulShape.PerTensor}";
        if (device.Backend != Backend.Cuda)
            return $"libtorch has no scales per block on a CPU; use {otherwise}";
        if (ComputeCapability.Of(device) != Hopper)
            return $"cuBLASLt has scales per block for compute capability 9.0 only, but {device.Id} is {device.Architecture}; "
                + $"use --engine ilgpu, or {otherwise}";
        if (!device.Can(Capability))
            return "cuBLASLt has scales per block from CUDA 12.9 on, and this libtorch is built for an older one; "
                + $"set --libtorch to the torch/lib of a PyTorch for CUDA 13, or use --engine ilgpu or {otherwise}";
        return shape.M % RowsAtOnce != 0 || shape.BlocksAlongK % BlocksAtOnce != 0
            ? $"for scales per block cuBLASLt needs M as a multiple of {RowsAtOnce}, and K of {BlocksAtOnce * BlockScales.Length}; "
                + $"use another --axis m or k, --engine ilgpu, or {otherwise}"
            : null;
    }
}
