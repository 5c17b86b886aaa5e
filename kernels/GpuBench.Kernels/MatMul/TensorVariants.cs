using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;

namespace GpuBench.Kernels.MatMul;

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
        [new(MatMulTypes.Fp8, MatMulLayout.NT, MatMulScaling.Block128)] = (typeof(Fp8Input), typeof(TileBNT)),
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
        IsConverted(device, types) ? KernelUnit.Emulated : KernelUnit.Matrix;

    private static bool IsConverted(DeviceTraits device, MatMulTypes types) =>
        types.Input == StorageType.Fp8E4M3 && device.ComputeCapability == ComputeCapabilities.Hopper;

    /// <summary>Elements of A or B in 16 bytes.</summary>
    public static int ElementsPerQuad(MatMulVariant variant) => 4 * variant.Types.Input.ElementsPerWord();

    /// <summary>The architecture that the module is compiled for; 0 if sm_80 will do.</summary>
    public static int RequiredCapability(MatMulTypes types) =>
        ComputeCapability(types) is var capability and > ComputeCapabilities.Ampere ? capability : 0;

    /// <summary>The element type of A and B, an <see cref="IMmaInput"/>.</summary>
    public static Type Element(MatMulVariant variant) => Arguments[variant].Element;

    /// <summary>The same, for one device.</summary>
    public static Type ElementOn(DeviceTraits device, MatMulVariant variant) =>
        IsConverted(device, variant.Types) ? typeof(Fp8AsFp16Input) : Element(variant);

    /// <summary>Every element type that some device takes for the variant.</summary>
    public static IReadOnlyList<Type> Elements(MatMulVariant variant) =>
        variant.Types.Input == StorageType.Fp8E4M3 ? [Element(variant), typeof(Fp8AsFp16Input)] : [Element(variant)];

    /// <summary>The type argument for the scales, an <see cref="IBlockScaling"/>.</summary>
    public static Type Scaling(MatMulVariant variant) =>
        variant.Scaling == MatMulScaling.Block128 ? typeof(ScaledByBlock) : typeof(Unscaled);

    /// <summary>The tile of B in shared memory, an <see cref="IOperandTile"/>.</summary>
    public static Type TileB(MatMulVariant variant) => Arguments[variant].TileB;
}
