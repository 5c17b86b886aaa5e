using System.Reflection;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;

namespace GpuBench.Kernels.MatMul;

/// <summary>Binds a device function that is generic in storage and layout, in this order, or in layout alone, to a variant.</summary>
internal static class MatMulEntryPoint
{
    /// <summary>The variants of kernels that sum in fp32.</summary>
    public static IReadOnlyList<MatMulVariant> FloatVariants { get; } = [.. MatMulVariant.Of(MatMulTypes.Fp32, MatMulTypes.Fp16, MatMulTypes.Bf16)];

    /// <param name="kernel">The function bound to any two type arguments.</param>
    public static KernelEntryPoint Of(IMatMulKernel owner, Delegate kernel, MatMulVariant variant, int maxGroupSize) =>
        new(owner.QualifiedName, variant.ToString(), Bound(kernel, Codec(variant.Types.Input), Right(variant.Layout)), maxGroupSize);

    /// <param name="kernel">A function that is generic in layout alone, bound to any.</param>
    public static KernelEntryPoint OfLayout(IMatMulKernel owner, Delegate kernel, MatMulVariant variant, int maxGroupSize) =>
        new(owner.QualifiedName, variant.ToString(), Bound(kernel, Right(variant.Layout)), maxGroupSize);

    private static MethodInfo Bound(Delegate kernel, params Type[] arguments) =>
        kernel.Method.GetGenericMethodDefinition().MakeGenericMethod(arguments);

    private static Type Codec(StorageType storage) => storage switch
    {
        StorageType.Fp32 => typeof(Fp32Codec),
        StorageType.Fp16 => typeof(Fp16Codec),
        StorageType.Bf16 => typeof(Bf16Codec),
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "no codec to fp32"),
    };

    private static Type Right(MatMulLayout layout) => layout == MatMulLayout.NT ? typeof(TransposedRight) : typeof(NormalRight);
}
