using GpuBench.Kernels.Loading;
using GpuBench.Kernels.TensorOps;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>Over <see cref="AsyncTileMatMul"/>: tensor cores multiply (<c>ldmatrix</c>, <c>mma.sync</c>).</summary>
/// <remarks>
/// The body is <see cref="TensorGemm"/>: 32 matrix instructions a warp for each 32 bytes along K. Checked against a double-precision
/// product by <c>MatMulTests</c> and, with emulated tensor cores, by <c>TensorTileTests</c>.
/// </remarks>
public sealed class TensorTileMatMul : IMatMulKernel
{
    /// <summary>Static shared memory of a CUDA group is at most this.</summary>
    private const int MaxStaticBytes = 48 * 1024;

    /// <summary>Rows that <see cref="TensorSkinnyMatMul.Of16Rows"/> serves better; it has no scales.</summary>
    private const int TensorSkinnyRows = 16;

    private readonly Type _shape;
    private readonly int _groupSize;
    private readonly int _sharedBytes;
    private readonly int _factorBytes;
    private readonly Func<Accelerator, KernelEntryPoint, MatMulLaunch> _load;

    private TensorTileMatMul(
        string name, string technique, Type shape, int groupSize, int sharedBytes, int factorBytes,
        Func<Accelerator, KernelEntryPoint, MatMulLaunch> load)
    {
        (Name, Technique, _shape, _load) = (name, technique, shape, load);
        (_groupSize, _sharedBytes, _factorBytes) = (groupSize, sharedBytes, factorBytes);
    }

    /// <summary>128x128 tiles: two groups share a multiprocessor, and no device refuses the memory.</summary>
    public static TensorTileMatMul Square { get; } = Of<SquareTile>(
        "tensor-tile", "tensor cores on 128x128 tiles, 64x64 sums a warp; loads and asynchronous copies between the products");

    /// <summary>128x256 tiles: a quarter less to read from global memory, and half the barriers for each product.</summary>
    public static TensorTileMatMul Wide { get; } = Of<WideTile>(
        "tensor-tile-256", "as tensor-tile, on 128x256 tiles in four stages of shared memory that the launch asks for");

    /// <summary>64x256 tiles, for at most 64 rows of A: B is read once, through four stages.</summary>
    public static TensorTileMatMul Flat { get; } = Of<FlatTile>(
        "tensor-tile-64", "as tensor-tile-256, on 64x256 tiles: no tensor core multiplies rows that A of 64 rows does not have");

    public string Name { get; }

    public string Technique { get; }

    public KernelUnit Unit => KernelUnit.Matrix;

    public KernelUnit UnitOn(DeviceTraits device, MatMulVariant variant) => TensorVariants.UnitOn(device, variant.Types);

    public IReadOnlyList<MatMulVariant> Variants => TensorVariants.All;

    public IReadOnlyList<KernelEntryPoint> EntryPoints =>
        [.. Variants.SelectMany(variant => TensorVariants.Elements(variant).Select(element => OnCuda(variant, element)))];

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return MatMulRequirement.Served(this, variant, shape)
            ?? TensorVariants.UnsupportedReason(device, variant.Types)
            ?? (variant.Scaling == MatMulScaling.None ? null : ScaledReason(shape))
            ?? Requirement.DynamicSharedMemory(device, DynamicBytes(variant))
            ?? Requirement.GridRows(shape.BatchCount)
            ?? Requirement.Multiple("N", shape.N, 8)
            ?? Requirement.Multiple("K", shape.K, TensorVariants.ElementsPerQuad(variant));
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant) =>
        _load(accelerator, OnCuda(variant, TensorVariants.ElementOn(DeviceTraits.Of(accelerator), variant)));

    /// <summary>For devices without tensor cores: correct, and slower than every other kernel.</summary>
    internal MatMulLaunch LoadEmulated(Accelerator accelerator, MatMulVariant variant) =>
        _load(accelerator, EntryPoint(
            variant, TensorVariants.Element(variant), typeof(PlainCopy), typeof(EmulatedTensorOps<,>), typeof(Static97KiB)));

    /// <summary>True if <see cref="Wide"/> is expected to be faster than <see cref="Square"/>.</summary>
    /// <remarks>
    /// A multiprocessor multiplies one wide tile at a time, or two square ones, and a wide one takes 12/13 of the time of two (H200, bf16,
    /// 4096³). The last round takes as long as the others, however few tiles are left; a round of one square tile takes half as long.
    /// </remarks>
    internal static bool PrefersWide(DeviceTraits device, MatMulSize shape)
    {
        var wide = Tiles<WideTile>(shape);
        return shape.M > TensorTileShape.WarpSide
            && wide >= device.MultiprocessorCount
            && 2 * 12 * Rounds(wide, device) <= 13 * Rounds(Tiles<SquareTile>(shape), device);
    }

    /// <summary>True if <see cref="Flat"/> is expected to be faster than <see cref="TensorSkinnyMatMul.Of64Rows"/>.</summary>
    /// <remarks>
    /// A group reads 30 GB/s of B, however many there are, and <see cref="TensorSkinnyMatMul.Of64Rows"/> reads 1.45 TB/s in total (H200,
    /// 64 rows, bf16): as much as 48 groups on 132 multiprocessors.
    /// </remarks>
    internal static bool PrefersFlat(DeviceTraits device, MatMulVariant variant, MatMulSize shape) =>
        shape.M <= TensorTileShape.WarpSide
        && (shape.M > TensorSkinnyRows || variant.Scaling != MatMulScaling.None)
        && 8 * Tiles<FlatTile>(shape) >= 3 * device.MultiprocessorCount;

    /// <summary>How often each multiprocessor has a tile to multiply, if it has one at a time.</summary>
    private static long Rounds(long tiles, DeviceTraits device) => (tiles - 1) / device.MultiprocessorCount + 1;

    private static long Tiles<TShape>(MatMulSize shape)
        where TShape : struct, ITensorTileShape
    {
        var (rows, columns) = TensorTileShape.TileCounts<TShape>(shape.M, shape.N);
        return (long)rows * columns * shape.BatchCount;
    }

    /// <summary>The stages, and the factors of <see cref="BlockScales{TShape}"/> behind them; 0 if static memory is enough.</summary>
    private int DynamicBytes(MatMulVariant variant)
    {
        var bytes = _sharedBytes + (variant.Scaling == MatMulScaling.None ? 0 : _factorBytes);
        return bytes > MaxStaticBytes ? bytes : 0;
    }

    /// <summary>The kernel has no index of a batch in the scales, and no part of a block along K.</summary>
    private static string? ScaledReason(MatMulSize shape) =>
        shape.BatchCount == 1 ? Requirement.Multiple("K", shape.K, 128) : "has scales for one product, not for a batch";

    private static TensorTileMatMul Of<TShape>(string name, string technique)
        where TShape : struct, ITensorTileShape => new(
            name, technique, typeof(TShape), TensorTileShape.GroupSize<TShape>(), TensorTileShape.SharedBytes<TShape>(),
            BlockScales<TShape>.SharedBytes, TensorGemm.Load<TShape>);

    private KernelEntryPoint OnCuda(MatMulVariant variant, Type element)
    {
        var memory = DynamicBytes(variant) > 0 ? typeof(DynamicQuads) : typeof(Static48KiB);
        return EntryPoint(variant, element, typeof(CudaAsyncCopy), typeof(CudaTensorOps<,>), memory) with
        {
            Variant = element == typeof(Fp8AsFp16Input) ? $"{variant}-as-fp16" : variant.ToString(),
            ComputeCapability = TensorVariants.RequiredCapability(variant.Types),
            DynamicSharedBytes = DynamicBytes(variant),
        };
    }

    private KernelEntryPoint EntryPoint(MatMulVariant variant, Type element, Type copy, Type operations, Type memory)
    {
        var tileB = TensorVariants.TileB(variant);
        return TensorGemm.EntryPoint(
            this, variant, _groupSize, copy, operations.MakeGenericType(element, tileB), tileB, _shape, memory,
            TensorVariants.Scaling(variant));
    }
}
