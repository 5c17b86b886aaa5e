using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>Over <see cref="AsyncTileMatMul"/>: tensor cores multiply the same stages (<c>ldmatrix</c>, <c>mma.sync</c>).</summary>
/// <remarks>
/// The body is <see cref="PipelinedGemm"/>: 32 matrix instructions a warp for each 32 bytes along K. Checked against a double-precision
/// product by <c>MatMulTests</c> and, with emulated tensor cores, by <c>TensorTileTests</c>.
/// </remarks>
public sealed class TensorTileMatMul : IMatMulKernel
{
    public string Name => "tensor-tile";

    public string Technique => "tensor cores on 128x128 tiles, 64x64 sums a warp, asynchronous copies in three stages";

    public KernelUnit Unit => KernelUnit.Matrix;

    public KernelUnit UnitOn(DeviceTraits device, MatMulVariant variant) => TensorVariants.UnitOn(device, variant.Types);

    public IReadOnlyList<MatMulVariant> Variants => TensorVariants.All;

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(variant => TensorVariants.OnCuda(this, variant))];

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return MatMulRequirement.Served(this, variant, shape)
            ?? TensorVariants.UnsupportedReason(device, variant.Types)
            ?? Requirement.GridRows(shape.BatchCount)
            ?? Requirement.Multiple("N", shape.N, 8)
            ?? Requirement.Multiple("K", shape.K, TensorVariants.ElementsPerQuad(variant));
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant) =>
        PipelinedGemm.Load(accelerator, TensorVariants.OnCuda(this, variant));

    /// <summary>For devices without tensor cores: correct, and slower than every other kernel.</summary>
    internal MatMulLaunch LoadEmulated(Accelerator accelerator, MatMulVariant variant) =>
        PipelinedGemm.Load(accelerator, TensorVariants.Emulated(this, variant));
}

/// <summary>The variants that tensor cores multiply, with the element type and the tile of B of each.</summary>
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

    /// <summary>The first architecture whose tensor cores have the types, as <see cref="DeviceTraits.ComputeCapability"/>.</summary>
    public static int ComputeCapability(MatMulTypes types) => types.Input switch
    {
        StorageType.Fp16 or StorageType.Bf16 or StorageType.Tf32 or StorageType.Int8 => ComputeCapabilities.Ampere,
        StorageType.Fp8E4M3 => ComputeCapabilities.Ada,
        var type => throw new ArgumentOutOfRangeException(nameof(types), type, "no matrix units multiply this storage"),
    };

    /// <summary>Null when the tensor cores of the device multiply the input of <paramref name="types"/>, otherwise the reason.</summary>
    public static string? UnsupportedReason(DeviceTraits device, MatMulTypes types) =>
        Requirement.MatrixUnits(device, ComputeCapability(types));

    /// <summary>Whether the device multiplies the types themselves, or converts them first.</summary>
    public static KernelUnit UnitOn(DeviceTraits device, MatMulTypes types) =>
        types.Input == StorageType.Fp8E4M3 && device.ComputeCapability == ComputeCapabilities.Hopper
            ? KernelUnit.Emulated
            : KernelUnit.Matrix;

    /// <summary>Elements of A or B in 16 bytes.</summary>
    public static int ElementsPerQuad(MatMulVariant variant) => 4 * variant.Types.Input.ElementsPerWord();

    /// <summary>The architecture that the module is compiled for; 0 if sm_80 will do.</summary>
    public static int RequiredCapability(MatMulTypes types) =>
        ComputeCapability(types) is var capability and > ComputeCapabilities.Ampere ? capability : 0;

    /// <summary>The element type of A and B, an <see cref="IMmaInput"/>.</summary>
    public static Type Element(MatMulVariant variant) => Arguments[variant].Element;

    public static (Type Element, Type TileB) ArgumentsOf(MatMulVariant variant) => Arguments[variant];

    public static KernelEntryPoint OnCuda(IMatMulKernel owner, MatMulVariant variant) =>
        EntryPoint(owner, variant, typeof(CudaAsyncCopy), typeof(CudaTensorOps<,>)) with
        {
            ComputeCapability = RequiredCapability(variant.Types),
        };

    /// <summary>The same for devices without tensor cores.</summary>
    public static KernelEntryPoint Emulated(IMatMulKernel owner, MatMulVariant variant) =>
        EntryPoint(owner, variant, typeof(PlainCopy), typeof(EmulatedTensorOps<,>));

    private static KernelEntryPoint EntryPoint(IMatMulKernel owner, MatMulVariant variant, Type copy, Type operations)
    {
        var (element, tileB) = Arguments[variant];
        var sums = typeof(WarpTile<,>).MakeGenericType(operations.MakeGenericType(element, tileB), tileB);
        return PipelinedGemm.EntryPoint(owner, variant, copy, sums, tileB);
    }
}
