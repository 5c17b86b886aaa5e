using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;

namespace GpuBench.Kernels.MatMul;

/// <summary>Binds a device function that is generic in storage and layout, in this order, or in layout alone, to a variant.</summary>
internal static class MatMulEntryPoint
{
    /// <summary>The variants of kernels that sum in fp32.</summary>
    public static IReadOnlyList<MatMulVariant> FloatVariants { get; } = [.. MatMulVariant.Of(MatMulTypes.Fp32, MatMulTypes.Fp16, MatMulTypes.Bf16)];

    /// <param name="kernel">The function bound to any two type arguments.</param>
    public static KernelEntryPoint Of(Delegate kernel, MatMulVariant variant, int maxGroupSize)
    {
        var method = kernel.Method.GetGenericMethodDefinition().MakeGenericMethod(Codec(variant.Types.Input), Right(variant.Layout));
        return new KernelEntryPoint(variant.ToString(), method, maxGroupSize);
    }

    /// <param name="kernel">A function that is generic in layout alone, bound to any.</param>
    public static KernelEntryPoint OfLayout(Delegate kernel, MatMulVariant variant, int maxGroupSize)
    {
        var method = kernel.Method.GetGenericMethodDefinition().MakeGenericMethod(Right(variant.Layout));
        return new KernelEntryPoint(variant.ToString(), method, maxGroupSize);
    }

    private static Type Codec(StorageType storage) => storage switch
    {
        StorageType.Fp32 => typeof(Fp32Codec),
        StorageType.Fp16 => typeof(Fp16Codec),
        StorageType.Bf16 => typeof(Bf16Codec),
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "no codec to fp32"),
    };

    private static Type Right(MatMulLayout layout) => layout == MatMulLayout.NT ? typeof(TransposedRight) : typeof(NormalRight);
}
