using GpuBench.Kernels.Loading;
using GpuBench.Kernels.TensorOps;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>For few rows of A, over <see cref="SkinnyMatMul"/>: tensor cores multiply, so that reading B is the only cost.</summary>
/// <remarks>
/// The body is <see cref="SplitKGemm"/>. An instruction multiplies 16 rows of A, whether they exist or not. Checked against a
/// double-precision product by <c>MatMulTests</c> and, with emulated tensor cores, by <c>TensorSkinnyTests</c>.
/// </remarks>
public sealed class TensorSkinnyMatMul : IMatMulKernel
{
    private readonly int _maxRows;
    private readonly Type _sums;

    private TensorSkinnyMatMul(int maxRows, Type sums) => (_maxRows, _sums) = (maxRows, sums);

    /// <summary>For at most 16 rows of A.</summary>
    public static TensorSkinnyMatMul Of16Rows { get; } = new(16, typeof(SliceTile<>));

    /// <summary>For at most 64 rows of A: four times the registers; B is still read once.</summary>
    public static TensorSkinnyMatMul Of64Rows { get; } = new(64, typeof(SliceTiles<>));

    public string Name => $"tensor-skinny-{_maxRows}";

    public string Technique => $"tensor cores on {_maxRows} rows and 16 columns, fed from global memory; K split among eight warps";

    public KernelUnit Unit => KernelUnit.Matrix;

    public KernelUnit UnitOn(DeviceTraits device, MatMulVariant variant) => TensorVariants.UnitOn(device, variant.Types);

    public IReadOnlyList<MatMulVariant> Variants { get; } = [.. TensorVariants.All.Where(variant => variant.Layout == MatMulLayout.NT)];

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(OnCuda)];

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return MatMulRequirement.Served(this, variant, shape)
            ?? TensorVariants.UnsupportedReason(device, variant.Types)
            ?? (shape.M <= _maxRows ? null : $"is for at most {_maxRows} rows of A")
            ?? Requirement.GridRows(shape.BatchCount)
            ?? Requirement.Multiple("N", shape.N, 2)
            ?? Requirement.Multiple("K", shape.K, TensorVariants.ElementsPerQuad(variant));
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant) => SplitKGemm.Load(accelerator, OnCuda(variant));

    /// <summary>For devices without tensor cores: correct, and slower than every other kernel.</summary>
    internal MatMulLaunch LoadEmulated(Accelerator accelerator, MatMulVariant variant) =>
        SplitKGemm.Load(accelerator, EntryPoint(variant, typeof(EmulatedSliceOps<>)));

    private KernelEntryPoint OnCuda(MatMulVariant variant) =>
        EntryPoint(variant, typeof(CudaSliceOps<>)) with { ComputeCapability = TensorVariants.RequiredCapability(variant.Types) };

    private KernelEntryPoint EntryPoint(MatMulVariant variant, Type operations) =>
        SplitKGemm.EntryPoint(this, variant, _sums.MakeGenericType(operations.MakeGenericType(TensorVariants.Element(variant))));
}
