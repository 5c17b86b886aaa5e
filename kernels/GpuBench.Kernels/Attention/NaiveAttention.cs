using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Attention;

/// <summary>The first rung: one work item, one word of O, by online softmax in one pass over the keys. Serves every shape.</summary>
/// <remarks>
/// Computes all scores of a row for each of its D columns: 2·B·H·T·S·D·(D + 1) FLOP executed for 4·B·H·T·S·D of work. Method: Milakov
/// and Gimelshein, Online Normalizer Calculation for Softmax, 2018, arXiv:1805.02867. Checked against a double-precision attention by
/// <c>AttentionTests</c>.
/// </remarks>
public sealed class NaiveAttention : IAttentionKernel
{
    private const int MaxGroupSize = 128;

    public string Name => "naive";

    public string Technique => "one work item computes one word of O by online softmax";

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [EntryPoint(StorageType.Fp32), EntryPoint(StorageType.Fp16)];

    public string? RefusalReason(DeviceTraits device, StorageType storage, AttentionSize shape) =>
        AttentionRequirement.Served(storage, shape);

    private static void Kernel<TCodec>(
        ArrayView<uint> q, ArrayView<uint> k, ArrayView<uint> v, ArrayView<uint> o, AttentionArguments arguments)
        where TCodec : struct, IElementCodec
    {
        // Q, O (B·H,T,D), K, V (B·Hkv,S,D), row-major; a work item computes one word of O: one fp32 or two fp16 elements.
        var count = arguments.BatchHeads * arguments.T * arguments.D;
        var element = Grid.GlobalIndex.X * TCodec.ElementsPerWord;
        if (element >= count)
            return;

        var low = Element<TCodec>(q, k, v, element, arguments);
        var high = TCodec.ElementsPerWord == 2 && element + 1 < count ? Element<TCodec>(q, k, v, element + 1, arguments) : 0f;
        o[Grid.GlobalIndex.X] = TCodec.Pack(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Element<TCodec>(ArrayView<uint> q, ArrayView<uint> k, ArrayView<uint> v, int element, AttentionArguments arguments)
        where TCodec : struct, IElementCodec
    {
        var row = element / arguments.D;
        var head = row / arguments.T;
        var column = element - row * arguments.D;
        var keyBase = head / arguments.HeadsPerKeyHead * arguments.S * arguments.D;
        var visible = arguments.VisibleKeys(row - head * arguments.T);

        float maximum = Softmax.InitialMaximum, weightSum = 0f, sum = 0f;
        for (var key = 0; key < visible; key++)
        {
            var keyRow = keyBase + key * arguments.D;
            var score = 0f;
            for (var d = 0; d < arguments.D; d++)
                score += TCodec.Load(q, row * arguments.D + d) * TCodec.Load(k, keyRow + d);
            score *= arguments.Log2Scale;

            var newMaximum = IntrinsicMath.Max(maximum, score);
            var correction = DeviceMath.Exp2(maximum - newMaximum);
            var weight = DeviceMath.Exp2(score - newMaximum);
            weightSum = weightSum * correction + weight;
            sum = sum * correction + weight * TCodec.Load(v, keyRow + column);
            maximum = newMaximum;
        }

        return sum / IntrinsicMath.Max(weightSum, Softmax.MinWeightSum);
    }

    public AttentionLaunch Load(Accelerator accelerator, StorageType storage)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<AttentionLauncher>(accelerator, EntryPoint(storage), out var groupSize);
        var elementsPerGroup = groupSize * storage.ElementsPerWord();
        return (stream, q, k, v, o, shape) =>
        {
            var elements = shape.B * shape.H * shape.T * shape.D;
            launch(stream, new KernelConfig((elements - 1) / elementsPerGroup + 1, groupSize), q, k, v, o, AttentionArguments.Of(shape));
        };
    }

    private KernelEntryPoint EntryPoint(StorageType storage) => storage switch
    {
        StorageType.Fp32 => KernelEntryPoint.Of(this, "fp32", Kernel<Fp32Codec>, MaxGroupSize),
        StorageType.Fp16 => KernelEntryPoint.Of(this, "fp16", Kernel<Fp16Codec>, MaxGroupSize),
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "there is no code for this storage"),
    };
}
