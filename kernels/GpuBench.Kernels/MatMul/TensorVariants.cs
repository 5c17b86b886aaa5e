using GpuBench.Kernels.Loading;
using GpuBench.Kernels.TensorOps;

namespace GpuBench.Kernels.MatMul;

/// <summary>The variants of products on matrix units: which element, and how B lies in shared memory.</summary>
internal static class TensorVariants
{
    private static readonly Dictionary<MatMulVariant, (Type Element, Type Right)> Arguments = new()
    {
        [new(MatMulTypes.Fp16)] = (typeof(Fp16Element), typeof(RightHalfWords)),
        [new(MatMulTypes.Fp16, MatMulLayout.NT)] = (typeof(Fp16Element), typeof(RightRows)),
        [new(MatMulTypes.Bf16)] = (typeof(Bf16Element), typeof(RightHalfWords)),
        [new(MatMulTypes.Bf16, MatMulLayout.NT)] = (typeof(Bf16Element), typeof(RightRows)),
        [new(MatMulTypes.Tf32)] = (typeof(Tf32Element), typeof(RightWords)),
        [new(MatMulTypes.Tf32, MatMulLayout.NT)] = (typeof(Tf32Element), typeof(RightRows)),
        [new(MatMulTypes.Int8, MatMulLayout.NT)] = (typeof(Int8Element), typeof(RightRows)),
        [new(MatMulTypes.Fp8, MatMulLayout.NT)] = (typeof(Fp8Element), typeof(RightRows)),
    };

    public static IReadOnlyList<MatMulVariant> All { get; } = [.. Arguments.Keys];

    /// <summary>The first architecture with units for the types, in the terms of <see cref="DeviceTraits.ComputeCapability"/>.</summary>
    public static int ComputeCapability(MatMulTypes types) => types.Input == StorageType.Fp8E4M3 ? ComputeCapabilities.Ada : ComputeCapabilities.Ampere;

    public static int ElementsPerQuad(MatMulVariant variant) => variant.Types.Input switch
    {
        StorageType.Tf32 => 4,
        StorageType.Int8 or StorageType.Fp8E4M3 => 16,
        _ => 8,
    };

    /// <summary>What an entry point asks its module to be compiled for; 0 where every architecture that it is loaded on does.</summary>
    public static int RequiredCapability(MatMulTypes types) => ComputeCapability(types) is var capability and > ComputeCapabilities.Ampere ? capability : 0;

    /// <summary>The element of A and B, an <see cref="IMatrixElement"/>.</summary>
    public static Type Element(MatMulVariant variant) => Arguments[variant].Element;

    public static KernelEntryPoint OnCuda(IMatMulKernel owner, MatMulVariant variant) =>
        EntryPoint(owner, variant, typeof(CudaAsyncCopy), typeof(CudaTensorOps<,>)) with
        {
            ComputeCapability = RequiredCapability(variant.Types),
        };

    /// <summary>The same on devices without matrix units.</summary>
    public static KernelEntryPoint Emulated(IMatMulKernel owner, MatMulVariant variant) =>
        EntryPoint(owner, variant, typeof(PlainCopy), typeof(EmulatedTensorOps<,>));

    private static KernelEntryPoint EntryPoint(IMatMulKernel owner, MatMulVariant variant, Type copy, Type operations)
    {
        var (element, right) = Arguments[variant];
        var sums = typeof(WarpTile<,>).MakeGenericType(operations.MakeGenericType(element, right), right);
        return StagedProduct.EntryPoint(owner, variant, copy, sums, right);
    }
}
