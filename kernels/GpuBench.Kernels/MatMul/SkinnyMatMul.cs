using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>For few rows of A, as in decoding: the work items of a group split K, so that the reading of B fills the device whatever N is.</summary>
/// <remarks>
/// 2·M·N·K FLOP; B is read from memory once: groups that need the same columns for other rows of A are neighbours in the grid and meet in the cache.
/// Partial sums are added in shared memory in a fixed order, so that results repeat. Checked against a double-precision product by <c>MatMulTests</c>.
/// </remarks>
public sealed class SkinnyMatMul : IMatMulKernel
{
    private const int MaxRows = 64;
    private const int GroupSize = 256;
    private const int Block = 4;

    /// <summary>Quads of columns side by side in a group: 128 bytes of a row of B in fp32, where that lies along N. Along K a group has one.</summary>
    private const int NormalWidth = 8;

    public string Name => "skinny";

    public string Technique => "K split among the work items of a group; every row of B read once";

    public IReadOnlyList<MatMulVariant> Variants => MatMulEntryPoint.FloatVariants;

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(EntryPoint)];

    public string? WhyNot(DeviceTraits device, MatMulVariant variant, MatMulShape shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return MatMulRequirement.Served(this, variant, shape)
            ?? (shape.M <= MaxRows ? null : $"is for at most {MaxRows} rows of A")
            ?? Requirement.GroupSize(device, GroupSize)
            ?? Requirement.SharedMemory(device, Block * GroupSize * 16)
            ?? Requirement.GridRows((shape.N - 1) / Block + 1)
            ?? Requirement.GridRows(shape.BatchCount)
            ?? Requirement.Multiple("N", shape.N, 4)
            ?? (variant.Layout == MatMulLayout.NT ? Requirement.Multiple("K", shape.K, 4) : null);
    }

    private static void Kernel<TCodec, TRight>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulShape shape)
        where TCodec : struct, IElementCodec
        where TRight : struct, IRightOperand
    {
        // A quad for each row of each work item's block; rows apart, so that neighbours write to neighbouring banks.
        var partials = SharedMemory.Allocate<Quad>(Block * GroupSize);
        var width = TRight.IsTransposed ? 1 : NormalWidth;
        int row = Grid.IdxX * Block, column = (Grid.IdxY * width + Group.IdxX % width) * Block;
        var block = TRight.IsTransposed
            ? SkinnySlice.AlongK<TCodec>(a, b, row, column, Group.IdxX, GroupSize, shape)
            : SkinnySlice.AlongN<TCodec>(a, b, row, column, Group.IdxX / width, GroupSize / width, shape);

        SkinnySlice.Store(partials, GroupSize, block);
        for (var count = GroupSize / 2; count >= width; count /= 2)
        {
            Group.Barrier();
            if (Group.IdxX < count)
                SkinnySlice.AddPartner(partials, GroupSize, count);
        }

        // The first item of each slice's columns reads only what it wrote itself.
        if (Group.IdxX < width)
            BlockStore.Rows<TCodec>(c, row, column, SkinnySlice.Load(partials, GroupSize), shape);
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, EntryPoint(variant));
        var columns = Block * (variant.Layout == MatMulLayout.NT ? 1 : NormalWidth);
        return (stream, a, b, c, shape) =>
        {
            var grid = new Index3D((shape.M - 1) / Block + 1, (shape.N - 1) / columns + 1, shape.BatchCount);
            launch(stream, new KernelConfig(grid, new Index3D(GroupSize, 1, 1)), a, b, c, shape);
        };
    }

    private KernelEntryPoint EntryPoint(MatMulVariant variant) =>
        MatMulEntryPoint.Of(this, Kernel<Fp32Codec, NormalRight>, variant, GroupSize);
}
