using GpuBench.Kernels.Loading;
using GpuBench.Kernels.MatMul;
using ILGPU.Runtime;

namespace GpuBench.KernelChecks;

/// <summary>The matrix multiplies for a GPU with CUDA. Kernels for processors are left out.</summary>
internal static class MatMulInterpreterCases
{
    private static readonly DeviceTraits Gpu = new(
        AcceleratorType.Cuda, IsProcessor: false, ComputeCapability: 90, MaxGroupSize: 1024, SharedBytesPerGroup: 48 << 10,
        MultiprocessorCount: 2)
    {
        OptInSharedBytesPerGroup = 227 << 10,
    };

    public static IEnumerable<(IMatMulKernel Kernel, MatMulVariant Variant)> All =>
        from kernel in MatMulKernels.All
        from variant in kernel.Variants
        where kernel.RefusalReason(Gpu, variant, new(64, 64, 128)) is null || kernel.RefusalReason(Gpu, variant, new(4, 64, 128)) is null
        select (kernel, variant);

    public static (IMatMulKernel Kernel, MatMulVariant Variant) Find(string kernel, string variant) =>
        All.Single(pair => pair.Kernel.Name == kernel && pair.Variant.ToString() == variant);

    /// <returns>Never empty, because a test that runs nothing shows nothing.</returns>
    public static IReadOnlyList<MatMulSize> Served(IMatMulKernel kernel, MatMulVariant variant, IEnumerable<MatMulSize> shapes)
    {
        var served = shapes.Where(shape => kernel.RefusalReason(Gpu, variant, shape) is null).ToList();
        Assert.NotEmpty(served);
        return served;
    }
}
