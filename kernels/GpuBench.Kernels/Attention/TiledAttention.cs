using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Attention;

/// <summary>Over <see cref="RowSliceAttention"/>: 64 queries share blocks of 64 keys in shared memory. D is 64 or 128.</summary>
/// <remarks>
/// Executes the FLOP of the work, and skips the key blocks that no query of the group sees; K and V are read T/64 times.
/// Work item (x, y) of 16x16 owns queries 4y..4y+3, keys 4x..4x+3 of each block, and columns 4x..4x+3 of O (and 64+4x.. if D is 128).
/// Method: Dao et al., FlashAttention, 2022, arXiv:2205.14135, with queries in the outer loop: Dao, FlashAttention-2, 2023,
/// arXiv:2307.08691.
/// Checked against a double-precision attention by <c>AttentionTests</c>.
/// </remarks>
public sealed class TiledAttention : IAttentionKernel
{
    private const int Block = TiledSteps.Block;
    private const int Slice = TiledSteps.Slice;
    private const int GroupSize = TiledSteps.GroupSize;

    public string Name => "tiled";

    public string Technique => "64 queries by blocks of 64 keys in shared memory, online softmax, unseen key blocks skipped";

    public IReadOnlyList<KernelEntryPoint> EntryPoints =>
    [
        EntryPoint64(StorageType.Fp32), EntryPoint64(StorageType.Fp16), EntryPoint128(StorageType.Fp32), EntryPoint128(StorageType.Fp16),
    ];

    public string? RefusalReason(DeviceTraits device, StorageType storage, AttentionSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return AttentionRequirement.Served(storage, shape)
            ?? Requirement.GroupSize(device, GroupSize)
            ?? Requirement.SharedMemory(device, TiledSteps.SharedBytes)
            ?? Requirement.GridRows(shape.B * shape.H)
            ?? (shape.D is 64 or 128 ? null : "needs a head dimension of 64 or 128");
    }

    private static void Kernel<TCodec, THeadDimension>(
        ArrayView<uint> q, ArrayView<uint> k, ArrayView<uint> v, ArrayView<uint> o, AttentionArguments arguments)
        where TCodec : struct, IElementCodec
        where THeadDimension : struct, IHeadDimension
    {
        // Q, O (B·H,T,D), K, V (B·Hkv,S,D), row-major; a group computes 64xD of O, a work item 4xD/16; a block is 64 keys.
        // Slices of Q and K, later of V.
        var slices = SharedMemory.Allocate<Quad>(TiledSteps.SliceQuads);
        var weights = SharedMemory.Allocate<Quad>(TiledSteps.WeightQuads);
        var partials = SharedMemory.Allocate<Quad>(GroupSize);
        int x = Group.IdxX & 15, y = Group.IdxX >> 4;
        var rowQuads = THeadDimension.IsWide ? 32 : 16;
        int firstQuery = Grid.IdxX * Block, query = firstQuery + 4 * y;
        var queryQuad = Grid.IdxY * arguments.T * rowQuads;
        var keyQuad = Grid.IdxY / arguments.HeadsPerKeyHead * arguments.S * rowQuads;
        var visible = arguments.VisibleKeys(IntrinsicMath.Min(firstQuery + Block, arguments.T) - 1);

        OutputBlock<THeadDimension> output = default;
        Quad weightSums = default, maxima = Quad.All(Softmax.InitialMaximum);
        for (var firstKey = 0; firstKey < visible; firstKey += Block)
        {
            var scores = TiledSteps.Scores<TCodec>(q, k, slices, queryQuad, keyQuad, rowQuads, firstQuery, firstKey, arguments);
            scores = TiledSteps.Mask(scores, firstKey + 4 * x, query, arguments);

            var newMaxima = maxima.Max(TiledSteps.MaximaOverGroup(partials, scores.RowMaxima(), x, y));
            var corrections = maxima.Exp2Minus(newMaxima);
            maxima = newMaxima;
            scores = scores.Exp2MinusRows(maxima);
            weightSums = weightSums.Times(corrections).Plus(scores.RowSums());
            TiledSteps.StoreWeights(weights, scores, x, y);

            output = output.ScaleRows(corrections);
            for (var slice = 0; slice < Block; slice += Slice)
            {
                TiledSteps.LoadValues<TCodec, THeadDimension>(v, slices, keyQuad, rowQuads, firstKey + slice + y, arguments.S - 1);
                Group.Barrier();
                for (var key = 0; key < Slice; key++)
                    output = output.AddOuter(weights[(slice + key) * TransposedTile.QuadsPerColumn + y], slices, key * rowQuads + x);
                Group.Barrier();
            }
        }

        var inverses = TiledSteps.SumsOverGroup(partials, weightSums, x, y).Inverse(Softmax.MinWeightSum);
        output.ScaleRows(inverses).Store<TCodec>(o, queryQuad + query * rowQuads + x, rowQuads, arguments.T - query);
    }

    public AttentionLaunch Load(Accelerator accelerator, StorageType storage)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch64 = KernelLoader.Load<AttentionLauncher>(accelerator, EntryPoint64(storage));
        var launch128 = KernelLoader.Load<AttentionLauncher>(accelerator, EntryPoint128(storage));
        return (stream, q, k, v, o, shape) =>
        {
            var grid = new Index2D((shape.T - 1) / Block + 1, shape.B * shape.H);
            var launch = shape.D == 128 ? launch128 : launch64;
            launch(stream, new KernelConfig(grid, new Index2D(GroupSize, 1)), q, k, v, o, AttentionArguments.Of(shape));
        };
    }

    private KernelEntryPoint EntryPoint64(StorageType storage) => storage switch
    {
        StorageType.Fp32 => KernelEntryPoint.Of(this, "fp32-d64", Kernel<Fp32Codec, HeadDimension64>, GroupSize),
        StorageType.Fp16 => KernelEntryPoint.Of(this, "fp16-d64", Kernel<Fp16Codec, HeadDimension64>, GroupSize),
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "there is no code for this storage"),
    };

    private KernelEntryPoint EntryPoint128(StorageType storage) => storage switch
    {
        StorageType.Fp32 => KernelEntryPoint.Of(this, "fp32-d128", Kernel<Fp32Codec, HeadDimension128>, GroupSize),
        StorageType.Fp16 => KernelEntryPoint.Of(this, "fp16-d128", Kernel<Fp16Codec, HeadDimension128>, GroupSize),
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "there is no code for this storage"),
    };
}
