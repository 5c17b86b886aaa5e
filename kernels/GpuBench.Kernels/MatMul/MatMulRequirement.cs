using GpuBench.Kernels.Loading;

namespace GpuBench.Kernels.MatMul;

internal static class MatMulRequirement
{
    /// <summary>Matrix units that multiply the input of <paramref name="types"/>.</summary>
    public static string? MatrixUnits(DeviceTraits device, MatMulTypes types) =>
        Requirement.MatrixUnits(device, TensorVariants.ComputeCapability(types));

    /// <summary>What every kernel asks for: code for the variant, and tensors that 32-bit indices reach.</summary>
    public static string? Served(IMatMulKernel kernel, MatMulVariant variant, MatMulShape shape)
    {
        if (!kernel.Variants.Contains(variant))
            return $"has no code for {variant}";
        if (shape is not { M: > 0, N: > 0, K: > 0, BatchCount: > 0 })
            return "needs M, N, K and a batch of at least 1";
        var (m, n, k, batch) = ((long)shape.M, (long)shape.N, (long)shape.K, (long)shape.BatchCount);
        return Requirement.Indexable(m * k * batch, k * n * batch, m * n * batch);
    }
}
