using System.Globalization;
using GpuBench.Kernels.Loading;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>One rung of the matrix-multiply ladder.</summary>
public interface IMatMulKernel : IDeviceKernel
{
    string IDeviceKernel.QualifiedName => $"matmul/{Name}";

    /// <summary>The types and layouts that the kernel is compiled for. <see cref="RefusalReason"/> tells devices and shapes.</summary>
    IReadOnlyList<MatMulVariant> Variants { get; }

    /// <summary>Null when the kernel can run, otherwise the reason in one clause.</summary>
    string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape);

    /// <summary>Compiles for the accelerator. The launcher serves every shape for which <see cref="RefusalReason"/> is null.</summary>
    MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant);
}

/// <summary>C = A·B with A (M,K), C (M,N) and B as its <see cref="MatMulLayout"/> says.</summary>
/// <remarks>Work of every kernel: 2·M·N·K FLOP for each product, and at least (M·K + K·N + M·N)·sizeof(element) bytes.</remarks>
/// <param name="BatchCount">Number of independent products. The matrices of a tensor follow each other without gaps.</param>
public readonly record struct MatMulSize(int M, int N, int K, int BatchCount = 1)
{
    /// <summary>E.g. <c>64 x 32 x 128, batch 3</c>: M, N and K.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{M} x {N} x {K}, batch {BatchCount}");
}

/// <summary>Enqueues one matrix product and returns; allocates nothing.</summary>
/// <remarks>
/// Each view starts at a multiple of 16 bytes and holds the elements of <paramref name="shape"/> in the storage that was loaded.
/// </remarks>
public delegate void MatMulLaunch(AcceleratorStream stream, ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape);

/// <summary>The parameters of every device function of this family, in ILGPU's order.</summary>
internal delegate void MatMulLauncher(
    AcceleratorStream stream, KernelConfig config, ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape);

internal static class MatMulRequirement
{
    /// <summary>Requirements of every kernel: it has the variant, and 32-bit indices reach every element.</summary>
    public static string? Served(IMatMulKernel kernel, MatMulVariant variant, MatMulSize shape)
    {
        if (!kernel.Variants.Contains(variant))
            return $"has no code for {variant}";
        if (shape is not { M: > 0, N: > 0, K: > 0, BatchCount: > 0 })
            return "needs M, N, K and a batch of at least 1";
        var (m, n, k, batch) = ((long)shape.M, (long)shape.N, (long)shape.K, (long)shape.BatchCount);
        return Requirement.Indexable(m * k * batch, k * n * batch, m * n * batch);
    }
}
