using System.Reflection;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;

namespace GpuBench.Kernels.MatMul;

/// <summary>The types and layout that a kernel is compiled for. The shape is an argument of each launch.</summary>
public readonly record struct MatMulVariant(MatMulTypes Types, MatMulLayout Layout = MatMulLayout.NN)
{
    /// <summary>Both layouts of <paramref name="types"/>.</summary>
    public static IEnumerable<MatMulVariant> Of(params IEnumerable<MatMulTypes> types) =>
        types.SelectMany(type => new[] { new MatMulVariant(type), new MatMulVariant(type, MatMulLayout.NT) });

    /// <summary>E.g. <c>fp16</c>, and <c>fp16-nt</c> with B transposed.</summary>
    public override string ToString() => Layout == MatMulLayout.NT ? $"{Types}-nt" : Types.ToString();
}

/// <summary>The types of a product: of A and B, of the sums, of C.</summary>
public readonly record struct MatMulTypes(StorageType Input, StorageType Accumulate, StorageType Output)
{
    public static MatMulTypes Fp32 { get; } = new(StorageType.Fp32, StorageType.Fp32, StorageType.Fp32);

    public static MatMulTypes Fp16 { get; } = new(StorageType.Fp16, StorageType.Fp32, StorageType.Fp16);

    public static MatMulTypes Bf16 { get; } = new(StorageType.Bf16, StorageType.Fp32, StorageType.Bf16);

    /// <summary>fp32 words of which products use ten mantissa bits.</summary>
    public static MatMulTypes Tf32 { get; } = new(StorageType.Tf32, StorageType.Fp32, StorageType.Fp32);

    /// <summary>Results are bf16, the usual output in inference.</summary>
    public static MatMulTypes Fp8 { get; } = new(StorageType.Fp8E4M3, StorageType.Fp32, StorageType.Bf16);

    public static MatMulTypes Int8 { get; } = new(StorageType.Int8, StorageType.Int32, StorageType.Int32);

    /// <summary>tf32 and fp8 exist only on tensor cores.</summary>
    public bool NeedMatrixUnits => Input is StorageType.Tf32 or StorageType.Fp8E4M3;

    /// <summary>E.g. <c>fp16</c> or <c>int8</c>; all three types if sums or results are not the usual ones of the input.</summary>
    public override string ToString() => Usual.Contains(this) ? Name(Input) : $"{Name(Input)}-{Name(Accumulate)}-{Name(Output)}";

    /// <summary>The usual sums and results of each input.</summary>
    private static ReadOnlySpan<MatMulTypes> Usual => new[] { Fp32, Fp16, Bf16, Tf32, Fp8, Int8 };

    private static string Name(StorageType type) => type switch
    {
        StorageType.Fp32 => "fp32",
        StorageType.Fp16 => "fp16",
        StorageType.Bf16 => "bf16",
        StorageType.Tf32 => "tf32",
        StorageType.Fp8E4M3 => "fp8-e4m3",
        StorageType.Int8 => "int8",
        StorageType.Int32 => "int32",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no name for this storage"),
    };
}

/// <summary>Binds the type arguments of a device function to a variant: codec and layout, in this order, or the layout alone.</summary>
internal static class MatMulEntryPoint
{
    /// <summary>The variants of kernels with fp32 sums.</summary>
    public static IReadOnlyList<MatMulVariant> FloatVariants { get; } =
        [.. MatMulVariant.Of(MatMulTypes.Fp32, MatMulTypes.Fp16, MatMulTypes.Bf16)];

    /// <param name="kernel">The generic function, bound to any codec and layout.</param>
    public static KernelEntryPoint Of(IMatMulKernel owner, Delegate kernel, MatMulVariant variant, int maxGroupSize) =>
        new(owner.QualifiedName, variant.ToString(), Bound(kernel, Codec(variant.Types.Input), LayoutB(variant.Layout)), maxGroupSize);

    /// <param name="kernel">The generic function, bound to any layout.</param>
    public static KernelEntryPoint OfLayout(IMatMulKernel owner, Delegate kernel, MatMulVariant variant, int maxGroupSize) =>
        new(owner.QualifiedName, variant.ToString(), Bound(kernel, LayoutB(variant.Layout)), maxGroupSize);

    private static MethodInfo Bound(Delegate kernel, params Type[] arguments) =>
        kernel.Method.GetGenericMethodDefinition().MakeGenericMethod(arguments);

    private static Type Codec(StorageType storage) => storage switch
    {
        StorageType.Fp32 => typeof(Fp32Codec),
        StorageType.Fp16 => typeof(Fp16Codec),
        StorageType.Bf16 => typeof(Bf16Codec),
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "no codec to fp32"),
    };

    private static Type LayoutB(MatMulLayout layout) => layout == MatMulLayout.NT ? typeof(LayoutNT) : typeof(LayoutNN);
}
