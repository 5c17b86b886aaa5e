using GpuBench.Kernels.Loading;
using GpuBench.Kernels.TensorOps;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>For few rows of A, over <see cref="SkinnyMatMul"/>: tensor cores multiply, so that reading B is the only cost.</summary>
/// <remarks>
/// An instruction multiplies 16 rows of A, whether they exist or not. Checked against a double-precision product by <c>MatMulTests</c> and,
/// with emulated tensor cores, by <c>TensorSkinnyTests</c>.
/// </remarks>
public sealed class TensorSkinnyMatMul : IMatMulKernel
{
    private readonly int _columns;
    private readonly int _groupSize;
    private readonly Type _body;

    /// <param name="body">A class with a method <c>Kernel</c>, whose type argument is an <see cref="ISliceOps"/>.</param>
    /// <param name="columns">Columns of C that a group computes.</param>
    private TensorSkinnyMatMul(string name, string technique, int maxRows, Type body, int columns, int groupSize)
    {
        (Name, Technique, MaxRows) = (name, technique, maxRows);
        (_body, _columns, _groupSize) = (body, columns, groupSize);
    }

    /// <summary>For at most 16 rows of A.</summary>
    public static TensorSkinnyMatMul Of16Rows { get; } = new(
        "tensor-skinny-16", "tensor cores on 16 rows and 16 columns, fed from queued copies; K split among eight warps",
        16, typeof(QueuedSplitK), QueuedSplitK.Columns, QueuedSplitK.GroupSize);

    /// <summary>For at most 64 rows of A; B is still read once.</summary>
    public static TensorSkinnyMatMul Of64Rows { get; } = new(
        "tensor-skinny-64", "tensor cores on 64 rows and 16 columns, fed from global memory; K split among eight warps",
        64, typeof(SplitKGemm), SplitKGemm.Columns, SplitKGemm.GroupSize);

    public string Name { get; }

    public string Technique { get; }

    public int MaxRows { get; }

    public KernelUnit Unit => KernelUnit.Matrix;

    public KernelUnit UnitOn(DeviceTraits device, MatMulVariant variant) => TensorVariants.UnitOn(device, variant.Types);

    public IReadOnlyList<MatMulVariant> Variants { get; } =
        [.. TensorVariants.All.Where(variant => variant is { Layout: MatMulLayout.NT, Scaling: MatMulScaling.None })];

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(OnCuda)];

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return MatMulRequirement.Served(this, variant, shape)
            ?? TensorVariants.UnsupportedReason(device, variant.Types)
            ?? (shape.M <= MaxRows ? null : $"is for at most {MaxRows} rows of A")
            ?? Requirement.GridRows(shape.BatchCount)
            ?? Requirement.Multiple("N", shape.N, 2)
            ?? Requirement.Multiple("K", shape.K, TensorVariants.ElementsPerQuad(variant));
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant) => Load(accelerator, OnCuda(variant));

    /// <summary>For devices without tensor cores: correct, and slower than every other kernel.</summary>
    internal MatMulLaunch LoadEmulated(Accelerator accelerator, MatMulVariant variant) =>
        Load(accelerator, EntryPoint(variant, typeof(EmulatedSliceOps<>)));

    private KernelEntryPoint OnCuda(MatMulVariant variant) =>
        EntryPoint(variant, typeof(CudaSliceOps<>)) with { ComputeCapability = TensorVariants.RequiredCapability(variant.Types) };

    private KernelEntryPoint EntryPoint(MatMulVariant variant, Type operations)
    {
        var method = _body.GetMethod("Kernel")!.MakeGenericMethod(operations.MakeGenericType(TensorVariants.Element(variant)));
        return new(((IMatMulKernel)this).QualifiedName, variant.ToString(), method, _groupSize);
    }

    private MatMulLaunch Load(Accelerator accelerator, KernelEntryPoint entryPoint)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, entryPoint);
        return (stream, a, b, c, shape) =>
        {
            var grid = new Index3D((shape.N - 1) / _columns + 1, 1, shape.BatchCount);
            launch(stream, new KernelConfig(grid, new Index3D(_groupSize, 1, 1)), a, b, c, shape);
        };
    }
}
