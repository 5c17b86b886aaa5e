using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Tensors;

namespace GpuBench.Torch.Models;

/// <summary>Shared by the model workloads of this engine.</summary>
internal static class ModelStorage
{
    /// <param name="operators">The operators between the matrix products.</param>
    /// <param name="settings">Those of the matrix products.</param>
    public static KernelChoice Kernel(string operators, MatMulSettings settings) => new(
        "decoder with random weights",
        $"TorchSharp's linear{settings}; {operators}; eager, without graph or compilation. Random weights generate no meaningful text");

    /// <summary>Whether weights exist in this type.</summary>
    public static bool Has(DType storage) => storage is DType.Fp32 or DType.Bf16;
}
