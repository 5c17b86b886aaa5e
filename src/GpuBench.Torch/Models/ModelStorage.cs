using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Torch.Models;

/// <summary>Shared by the model workloads of both engines.</summary>
internal static class ModelStorage
{
    /// <param name="products">The matrix products.</param>
    /// <param name="operators">The operators between the matrix products.</param>
    /// <param name="recording">How launches are recorded; null: they are not.</param>
    public static KernelChoice Kernel(string products, string operators, string? recording) => new(
        "decoder with random weights",
        $"{products}; {operators}; {recording ?? "eager, without graph or compilation"}. "
        + "Random weights generate no meaningful text");

    /// <summary>Whether weights exist in this type.</summary>
    public static bool Has(DType storage) => storage is DType.Fp32 or DType.Bf16 or DType.Fp16;
}
