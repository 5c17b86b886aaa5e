using GpuBench.Kernels.Loading;
using GpuBench.Kernels.TensorOps;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>Experimental forms of <see cref="TensorTileMatMul"/>, which nothing chooses.</summary>
public sealed class TensorTileTrial : IMatMulKernel
{
    private readonly string _method;
    private readonly Type? _shape;
    private readonly int _tilesOfB = 1;
    private readonly int _sharedBytes;

    private TensorTileTrial(string letter, string method, string technique) =>
        (Name, _method, Technique) = ($"tensor-tile-{letter}", method, technique);

    private TensorTileTrial(string letter, Type shape, int tilesOfB, int sharedBytes, string technique)
        : this(letter, nameof(OverlappedGemm.KernelShaped), technique) =>
        (_shape, _tilesOfB, _sharedBytes) = (shape, tilesOfB, sharedBytes);

    public static IReadOnlyList<TensorTileTrial> All { get; } =
    [
        new("a", nameof(OverlappedGemm.Kernel), "tensor cores on 128x128 tiles, addresses outside the loop, copies between the products"),
        new("b", nameof(OverlappedGemm.KernelAhead), "as a, with the pieces of the next stage loaded before the products of this one"),
        Shaped<DeepShape>("c", "as b, with a barrier for 128 bytes along K"),
        Shaped<WideShape>("d", "as b, with 128x256 tiles in four stages"),
        Shaped<WideDeepShape>("e", "as c, with 128x256 tiles"),
        Shaped<LongShape>("f", "as b, in four stages"),
    ];

    public string Name { get; }

    public string Technique { get; }

    public KernelUnit Unit => KernelUnit.Matrix;

    /// <summary>Without fp8, whose conversions need more registers than there are.</summary>
    public IReadOnlyList<MatMulVariant> Variants { get; } =
        [.. TensorVariants.All.Where(variant => variant.Types != MatMulTypes.Fp8)];

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(OnCuda)];

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return MatMulRequirement.Served(this, variant, shape)
            ?? TensorVariants.UnsupportedReason(device, variant.Types)
            ?? Requirement.GridRows(shape.BatchCount)
            ?? Requirement.Multiple("N", shape.N, 8)
            ?? Requirement.Multiple("K", shape.K, TensorVariants.ElementsPerQuad(variant));
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant) => Load(accelerator, OnCuda(variant));

    /// <summary>For devices without tensor cores: correct, and slower than every other kernel.</summary>
    internal MatMulLaunch LoadEmulated(Accelerator accelerator, MatMulVariant variant) =>
        Load(accelerator, EntryPoint(variant, typeof(PlainCopy), typeof(EmulatedTensorOps<,>), typeof(StaticQuads)));

    private static TensorTileTrial Shaped<TShape>(string letter, string technique)
        where TShape : struct, IOverlappedShape =>
        new(letter, typeof(TShape), TShape.TilesOfB, OverlappedShape.SharedBytes<TShape>(), technique);

    private MatMulLaunch Load(Accelerator accelerator, KernelEntryPoint entryPoint)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, entryPoint);
        var memory = entryPoint.DynamicSharedBytes > 0
            ? SharedMemoryConfig.RequestDynamic<byte>(entryPoint.DynamicSharedBytes)
            : SharedMemoryConfig.Empty;
        var width = 128 * _tilesOfB;
        var group = new Index3D(entryPoint.MaxGroupSize, 1, 1);
        return (stream, a, b, c, shape) =>
        {
            var grid = new Index3D(PipelinedGemm.TileCount(shape.M) * ((shape.N - 1) / width + 1), 1, shape.BatchCount);
            launch(stream, new KernelConfig(grid, group, memory), a, b, c, shape);
        };
    }

    private KernelEntryPoint OnCuda(MatMulVariant variant) =>
        EntryPoint(variant, typeof(CudaAsyncCopy), typeof(CudaTensorOps<,>), typeof(DynamicQuads)) with
        {
            ComputeCapability = TensorVariants.RequiredCapability(variant.Types),
            DynamicSharedBytes = _sharedBytes,
        };

    private KernelEntryPoint EntryPoint(MatMulVariant variant, Type copy, Type operations, Type memory)
    {
        var (element, tileB) = TensorVariants.ArgumentsOf(variant);
        Type[] arguments = [copy, operations.MakeGenericType(element, tileB), tileB];
        if (_shape is not null)
            arguments = [.. arguments, _shape, memory];
        var method = typeof(OverlappedGemm).GetMethod(_method)!.MakeGenericMethod(arguments);
        return new KernelEntryPoint($"matmul/{Name}", variant.ToString(), method, TileCopy.GroupSize * _tilesOfB);
    }
}
