using GpuBench.Kernels.Loading;
using GpuBench.Kernels.TensorOps;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>Experiments beside <see cref="TensorSkinnyMatMul"/>, measured by name only. The selection never chooses them.</summary>
/// <param name="body">A class with a generic method <c>Kernel</c>, whose argument is an <see cref="ISliceOps"/>.</param>
/// <param name="sums">
/// The generic type of the sums over the operations, which is the argument of the method instead. Null: none. If the method has three
/// arguments, they are an <see cref="IAsyncCopy"/>, an <see cref="ITensorOps"/> and an <see cref="IMmaInput"/>.
/// </param>
/// <param name="columns">Columns of C that a group computes.</param>
public sealed class TensorSkinnyVariant(string name, string technique, int maxRows, Type body, Type? sums, int columns, int groupSize)
    : IMatMulKernel
{
    public static IReadOnlyList<TensorSkinnyVariant> All { get; } =
    [
        new("tensor-skinny-16-a", "B through lanes' own queues of asynchronous copies", 16, typeof(QueuedSplitK), null, 16, 256),
        new("tensor-skinny-16-b", "A and B through lanes' own queues of asynchronous copies", 16, typeof(QueuedBothSplitK), null, 16, 128),
        new("tensor-skinny-16-c", "B loaded to registers two steps ahead", 16, typeof(AheadSplitK), null, 16, 256),
        new("tensor-skinny-64-a", "128 columns a group, 32 a warp, in stages", 64, typeof(StagedSlice), typeof(SlicePanel32<>), 128, 128),
        new("tensor-skinny-64-b", "128 columns a group, 64 a warp, in stages", 64, typeof(StagedSlice), typeof(SlicePanel64<>), 128, 64),
        new("tensor-skinny-64-c", "128 columns a group, 64 and half of each stage a warp", 64, typeof(StagedHalves), null, 128, 128),
    ];

    public string Name => name;

    public string Technique => technique;

    public KernelUnit Unit => KernelUnit.Matrix;

    public IReadOnlyList<MatMulVariant> Variants { get; } = [.. TensorVariants.All.Where(variant => variant.Layout == MatMulLayout.NT)];

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(OnCuda)];

    public int MaxRows => maxRows;

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return MatMulRequirement.Served(this, variant, shape)
            ?? TensorVariants.UnsupportedReason(device, variant.Types)
            ?? (shape.M <= maxRows ? null : $"is for at most {maxRows} rows of A")
            ?? Requirement.GridRows(shape.BatchCount)
            ?? Requirement.Multiple("N", shape.N, 2)
            ?? Requirement.Multiple("K", shape.K, TensorVariants.ElementsPerQuad(variant));
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant) => Load(accelerator, OnCuda(variant));

    internal MatMulLaunch LoadEmulated(Accelerator accelerator, MatMulVariant variant) =>
        Load(accelerator, EntryPoint(variant, isEmulated: true));

    private KernelEntryPoint OnCuda(MatMulVariant variant) =>
        EntryPoint(variant, isEmulated: false) with { ComputeCapability = TensorVariants.RequiredCapability(variant.Types) };

    private KernelEntryPoint EntryPoint(MatMulVariant variant, bool isEmulated)
    {
        var element = TensorVariants.Element(variant);
        var method = body.GetMethod("Kernel")!;
        var argument = (isEmulated ? typeof(EmulatedSliceOps<>) : typeof(CudaSliceOps<>)).MakeGenericType(element);
        if (sums is not null)
            argument = sums.MakeGenericType(argument);
        method = method.GetGenericArguments().Length == 1
            ? method.MakeGenericMethod(argument)
            : method.MakeGenericMethod(
                isEmulated ? typeof(PlainCopy) : typeof(CudaAsyncCopy),
                (isEmulated ? typeof(EmulatedTensorOps<,>) : typeof(CudaTensorOps<,>)).MakeGenericType(element, typeof(TileBNT)),
                element);
        return new(((IMatMulKernel)this).QualifiedName, variant.ToString(), method, groupSize);
    }

    private MatMulLaunch Load(Accelerator accelerator, KernelEntryPoint entryPoint)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, entryPoint);
        return (stream, a, b, c, shape) =>
        {
            var grid = new Index3D((shape.N - 1) / columns + 1, 1, shape.BatchCount);
            launch(stream, new KernelConfig(grid, new Index3D(groupSize, 1, 1)), a, b, c, shape);
        };
    }
}
