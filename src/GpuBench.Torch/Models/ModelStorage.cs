using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Torch.Models;

/// <summary>What the model workloads share on this engine.</summary>
internal static class ModelStorage
{
    /// <param name="operators">What runs between the matrix products.</param>
    public static KernelChoice Kernel(string operators) => new(
        "decoder with random weights",
        $"TorchSharp's linear, {operators}, call by call: no graph, no compilation. Random weights say nothing about text");

    /// <summary>What there are weights in.</summary>
    public static bool Has(DType storage) => storage is DType.Fp32 or DType.Bf16;
}
