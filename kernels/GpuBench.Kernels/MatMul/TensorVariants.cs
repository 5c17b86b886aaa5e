using GpuBench.Kernels.Loading;
using GpuBench.Kernels.TensorOps;

namespace GpuBench.Kernels.MatMul;

/// <summary>The variants of kernels on matrix units: which element, and how B lies in shared memory.</summary>
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

    private const int AmpereCapability = 80;
    private const int Fp8Capability = 89;

    public static IReadOnlyList<MatMulVariant> All { get; } = [.. Arguments.Keys];

    /// <summary>The first architecture with units for the type, in the terms of <see cref="DeviceTraits.ComputeCapability"/>.</summary>
    public static int ComputeCapability(MatMulTypes types) => types.Input == StorageType.Fp8E4M3 ? Fp8Capability : AmpereCapability;

    public static int ElementsPerQuad(MatMulVariant variant) => variant.Types.Input switch
    {
        StorageType.Tf32 => 4,
        StorageType.Int8 or StorageType.Fp8E4M3 => 16,
        _ => 8,
    };

    /// <param name="kernel">A function generic in copies, operations and B's tile, bound to any.</param>
    public static KernelEntryPoint OnCuda(Delegate kernel, MatMulVariant variant) => Bind(kernel, variant, typeof(CudaAsyncCopy), typeof(CudaTensorOps<,>));

    /// <summary>The same on devices without matrix units.</summary>
    public static KernelEntryPoint Emulated(Delegate kernel, MatMulVariant variant) => Bind(kernel, variant, typeof(PlainCopy), typeof(EmulatedTensorOps<,>));

    private static KernelEntryPoint Bind(Delegate kernel, MatMulVariant variant, Type copy, Type operations)
    {
        var (element, right) = Arguments[variant];
        var method = kernel.Method.GetGenericMethodDefinition().MakeGenericMethod(copy, operations.MakeGenericType(element, right), right);
        return new KernelEntryPoint(variant.ToString(), method, TileCopy.GroupSize) { ComputeCapability = variant.Types.Input == StorageType.Fp8E4M3 ? Fp8Capability : 0 };
    }
}
