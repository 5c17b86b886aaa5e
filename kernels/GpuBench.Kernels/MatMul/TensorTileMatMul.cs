using GpuBench.Kernels.Loading;
using GpuBench.Kernels.TensorOps;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>Matrix units multiply what <see cref="PipelinedGemm"/> brings: tensor cores through <c>ldmatrix</c> and <c>mma.sync</c>.</summary>
/// <remarks>
/// 2·M·N·K FLOP; 32 matrix instructions a warp for each 32 bytes along K of its rows and columns. Checked against a double-precision product
/// by <c>MatMulTests</c> and, with emulated matrix units, by <c>TensorTileTests</c>.
/// </remarks>
public sealed class TensorTileMatMul : IMatMulKernel
{
    public string Name => "tensor-tile";

    public string Technique => "tensor cores on 128x128 tiles, 64x64 sums a warp, asynchronous copies in three stages";

    public KernelUnit Unit => KernelUnit.Matrix;

    public IReadOnlyList<MatMulVariant> Variants => TensorVariants.All;

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(variant => TensorVariants.OnCuda(this, variant))];

    public string? WhyNot(DeviceTraits device, MatMulVariant variant, MatMulSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return MatMulRequirement.Served(this, variant, shape)
            ?? TensorVariants.WhyNoUnits(device, variant.Types)
            ?? Requirement.GridRows(shape.BatchCount)
            ?? Requirement.Multiple("N", shape.N, 8)
            ?? Requirement.Multiple("K", shape.K, TensorVariants.ElementsPerQuad(variant));
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant) =>
        PipelinedGemm.Load(accelerator, TensorVariants.OnCuda(this, variant));

    /// <summary>For devices without matrix units: correct, and slower than every other kernel.</summary>
    internal MatMulLaunch LoadEmulated(Accelerator accelerator, MatMulVariant variant) =>
        PipelinedGemm.Load(accelerator, TensorVariants.Emulated(this, variant));
}

/// <summary>The variants of products on matrix units: which element, and how B lies in shared memory.</summary>
internal static class TensorVariants
{
    private static readonly Dictionary<MatMulVariant, (Type Element, Type TileB)> Arguments = new()
    {
        [new(MatMulTypes.Fp16)] = (typeof(Fp16Input), typeof(TileBNN16)),
        [new(MatMulTypes.Fp16, MatMulLayout.NT)] = (typeof(Fp16Input), typeof(TileBNT)),
        [new(MatMulTypes.Bf16)] = (typeof(Bf16Input), typeof(TileBNN16)),
        [new(MatMulTypes.Bf16, MatMulLayout.NT)] = (typeof(Bf16Input), typeof(TileBNT)),
        [new(MatMulTypes.Tf32)] = (typeof(Tf32Input), typeof(TileBNN32)),
        [new(MatMulTypes.Tf32, MatMulLayout.NT)] = (typeof(Tf32Input), typeof(TileBNT)),
        [new(MatMulTypes.Int8, MatMulLayout.NT)] = (typeof(Int8Input), typeof(TileBNT)),
        [new(MatMulTypes.Fp8, MatMulLayout.NT)] = (typeof(Fp8Input), typeof(TileBNT)),
    };

    public static IReadOnlyList<MatMulVariant> All { get; } = [.. Arguments.Keys];

    /// <summary>The first architecture with units for the types, in the terms of <see cref="DeviceTraits.ComputeCapability"/>.</summary>
    public static int ComputeCapability(MatMulTypes types) => types.Input switch
    {
        StorageType.Fp16 or StorageType.Bf16 or StorageType.Tf32 or StorageType.Int8 => ComputeCapabilities.Ampere,
        StorageType.Fp8E4M3 => ComputeCapabilities.Ada,
        var type => throw new ArgumentOutOfRangeException(nameof(types), type, "no matrix units multiply this storage"),
    };

    /// <summary>Null when the device has matrix units that multiply the input of <paramref name="types"/>, otherwise the reason.</summary>
    public static string? WhyNoUnits(DeviceTraits device, MatMulTypes types) => Requirement.MatrixUnits(device, ComputeCapability(types));

    /// <summary>A quad has four words.</summary>
    public static int ElementsPerQuad(MatMulVariant variant) => 4 * variant.Types.Input.ElementsPerWord();

    /// <summary>What an entry point asks its module to be compiled for; 0 where every architecture that it is loaded on does.</summary>
    public static int RequiredCapability(MatMulTypes types) => ComputeCapability(types) is var capability and > ComputeCapabilities.Ampere ? capability : 0;

    /// <summary>The element of A and B, an <see cref="IMmaInput"/>.</summary>
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
        var (element, tileB) = Arguments[variant];
        var sums = typeof(WarpTile<,>).MakeGenericType(operations.MakeGenericType(element, tileB), tileB);
        return PipelinedGemm.EntryPoint(owner, variant, copy, sums, tileB);
    }
}
