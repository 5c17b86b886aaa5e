using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>One rung of the matrix-multiply ladder.</summary>
public interface IMatMulKernel : IDeviceKernel
{
    string IDeviceKernel.QualifiedName => $"matmul/{Name}";

    /// <summary>The types and layouts that the kernel is compiled for. <see cref="RefusalReason"/> checks device and shape.</summary>
    IReadOnlyList<MatMulVariant> Variants { get; }

    /// <summary>The part of the device that limits the kernel in these types.</summary>
    KernelUnit UnitOn(DeviceTraits device, MatMulVariant variant) => Unit;

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
/// Each view starts at a multiple of 16 bytes and holds the elements of <paramref name="shape"/> in the storage that was loaded. Behind
/// the elements of A and B are their scales, if the variant has <see cref="MatMulScaling"/>: positive, finite, and so that the product of
/// a scale of A and one of B is a normal fp32 number.
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

/// <summary>The types, layout and scaling that a kernel is compiled for. The shape is an argument of each launch.</summary>
public readonly record struct MatMulVariant(
    MatMulTypes Types, MatMulLayout Layout = MatMulLayout.NN, MatMulScaling Scaling = MatMulScaling.None)
{
    /// <summary>Both layouts of <paramref name="types"/>.</summary>
    public static IEnumerable<MatMulVariant> Of(params IEnumerable<MatMulTypes> types) =>
        types.SelectMany(type => new[] { new MatMulVariant(type), new MatMulVariant(type, MatMulLayout.NT) });

    /// <summary>E.g. <c>fp16</c>, <c>fp16-nt</c> with B transposed, and <c>fp8-e4m3-nt-block128</c> with scales.</summary>
    public override string ToString() =>
        $"{Types}{(Layout == MatMulLayout.NT ? "-nt" : "")}{(Scaling == MatMulScaling.Block128 ? "-block128" : "")}";
}

/// <summary>The scales of the operands, as fp32 words behind the elements of each.</summary>
public enum MatMulScaling
{
    /// <summary>The operands are multiplied as they are.</summary>
    None,

    /// <summary>
    /// A has a scale for each row and 128 elements along K, as (K/128, M) row-major. B has one for each 128 by 128 elements, as
    /// (ceil(N/128), K/128) row-major.
    /// </summary>
    Block128,
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

/// <summary>Binds the type arguments of a device function: codec and layout, in this order, the layout alone, or those given.</summary>
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

    /// <param name="kernel">The generic function, bound to any types.</param>
    /// <param name="arguments">The types to bind it to.</param>
    public static KernelEntryPoint OfTypes(
        IMatMulKernel owner, Delegate kernel, MatMulVariant variant, int maxGroupSize, params Type[] arguments) =>
        new(owner.QualifiedName, variant.ToString(), Bound(kernel, arguments), maxGroupSize);

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

/// <summary>The layouts of the operands, by the letters of BLAS for row-major data: N normal, T transposed.</summary>
public enum MatMulLayout
{
    /// <summary>A is (M,K), B is (K,N), both row-major.</summary>
    NN,

    /// <summary>A is (M,K), B is (N,K), both row-major: C = A·Bᵀ. The weights of a linear layer have this layout.</summary>
    NT,
}

/// <summary>The layout of B. Kernels take it as a type argument, so that one algorithm serves both layouts.</summary>
internal interface ILayoutB
{
    /// <summary>A compile-time constant: the compiler drops the branch that is not taken.</summary>
    static abstract bool IsTransposed { get; }

    /// <summary>Index of element (<paramref name="k"/>, <paramref name="n"/>) of the (K,N) matrix, within its matrix.</summary>
    static abstract int Element(int k, int n, MatMulSize shape);
}

/// <summary><see cref="MatMulLayout.NN"/>: elements along N are contiguous.</summary>
internal readonly struct LayoutNN : ILayoutB
{
    public static bool IsTransposed => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Element(int k, int n, MatMulSize shape) => k * shape.N + n;
}

/// <summary><see cref="MatMulLayout.NT"/>: elements along K are contiguous.</summary>
internal readonly struct LayoutNT : ILayoutB
{
    public static bool IsTransposed => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Element(int k, int n, MatMulSize shape) => n * shape.K + k;
}
