using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Torch.Models;

/// <summary>Shared by the model workloads of this engine.</summary>
internal static class ModelStorage
{
    /// <param name="operators">The operators between the matrix products.</param>
    public static KernelChoice Kernel(string operators) => new(
        "decoder with random weights",
        $"TorchSharp's linear, {operators}; eager, without graph or compilation. Random weights generate no meaningful text");

    /// <summary>Whether weights exist in this type.</summary>
    public static bool Has(DType storage) => storage is DType.Fp32 or DType.Bf16;
}
