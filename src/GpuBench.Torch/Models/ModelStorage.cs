using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using static TorchSharp.torch;

namespace GpuBench.Torch.Models;

/// <summary>What the model workloads share on this engine.</summary>
internal static class ModelStorage
{
    /// <param name="operators">What runs between the matrix products.</param>
    public static KernelUsed Kernel(string operators) => new(
        "decoder with random weights",
        $"TorchSharp's linear, {operators}, call by call: no graph, no compilation. Random weights say nothing about text");

    public static ScalarType? TypeOf(DType storage) => storage switch
    {
        DType.Fp32 => ScalarType.Float32,
        DType.Bf16 => ScalarType.BFloat16,
        _ => null,
    };
}
