using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Attention;

/// <summary>Over <see cref="NaiveAttention"/>: 32 columns of a row of O in registers, four keys a step. No barrier.</summary>
/// <remarks>
/// Computes the scores of a row D/32 times instead of D times: 2·B·H·T·S·D·(D/32 + 1) FLOP executed for 4·B·H·T·S·D of work.
/// Checked against a double-precision attention by <c>AttentionTests</c>.
/// </remarks>
public sealed class RowSliceAttention : IAttentionKernel
{
    private const int SliceColumns = OutputSlice.Quads * 4;
    private const int MaxGroupSize = 128;

    public string Name => "row-slice";

    public string Technique => "one work item keeps 32 columns of a row in registers; no barrier";

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [EntryPoint(StorageType.Fp32), EntryPoint(StorageType.Fp16)];

    public string? RefusalReason(DeviceTraits device, StorageType storage, AttentionSize shape) =>
        AttentionRequirement.Served(storage, shape) ?? Requirement.Multiple("D", shape.D, SliceColumns);

    private static void Kernel<TCodec>(
        ArrayView<uint> q, ArrayView<uint> k, ArrayView<uint> v, ArrayView<uint> o, AttentionArguments arguments)
        where TCodec : struct, IElementCodec
    {
        // Q, O (B·H,T,D), K, V (B·Hkv,S,D), row-major; a work item computes 1x32 of O, four keys a step.
        int slices = arguments.D / SliceColumns, rowQuads = arguments.D / 4;
        var row = Grid.GlobalIndex.X / slices;
        if (row >= arguments.BatchHeads * arguments.T)
            return;

        var head = row / arguments.T;
        var queryQuad = row * rowQuads;
        var sliceQuad = Grid.GlobalIndex.X % slices * OutputSlice.Quads;
        var keyQuad = head / arguments.HeadsPerKeyHead * arguments.S * rowQuads;
        var visible = arguments.VisibleKeys(row - head * arguments.T);

        float maximum = Softmax.InitialMaximum, weightSum = 0f;
        OutputSlice sum = default;
        for (var key = 0; key < visible; key += 4)
        {
            // Keys past the end repeat the last key, with weight 0.
            int last = visible - 1, row0 = keyQuad + key * rowQuads;
            var row1 = keyQuad + IntrinsicMath.Min(key + 1, last) * rowQuads;
            var row2 = keyQuad + IntrinsicMath.Min(key + 2, last) * rowQuads;
            var row3 = keyQuad + IntrinsicMath.Min(key + 3, last) * rowQuads;
            var scores = Scores<TCodec>(q, k, queryQuad, rowQuads, row0, row1, row2, row3).Times(arguments.Log2Scale);
            scores = Softmax.Mask(scores, visible - key);

            var newMaximum = IntrinsicMath.Max(
                maximum, IntrinsicMath.Max(IntrinsicMath.Max(scores.X, scores.Y), IntrinsicMath.Max(scores.Z, scores.W)));
            var correction = DeviceMath.Exp2(maximum - newMaximum);
            maximum = newMaximum;
            float weight0 = DeviceMath.Exp2(scores.X - maximum), weight1 = DeviceMath.Exp2(scores.Y - maximum);
            float weight2 = DeviceMath.Exp2(scores.Z - maximum), weight3 = DeviceMath.Exp2(scores.W - maximum);
            weightSum = weightSum * correction + (weight0 + weight1 + (weight2 + weight3));
            sum = sum.Times(correction)
                .AddScaled<TCodec>(weight0, v, row0 + sliceQuad).AddScaled<TCodec>(weight1, v, row1 + sliceQuad)
                .AddScaled<TCodec>(weight2, v, row2 + sliceQuad).AddScaled<TCodec>(weight3, v, row3 + sliceQuad);
        }

        sum.Times(1f / IntrinsicMath.Max(weightSum, Softmax.MinWeightSum)).Store<TCodec>(o, queryQuad + sliceQuad);
    }

    /// <summary>Dot products of one query row with four key rows. Each row is given by its first quad.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Quad Scores<TCodec>(
        ArrayView<uint> q, ArrayView<uint> k, int queryQuad, int rowQuads, int row0, int row1, int row2, int row3)
        where TCodec : struct, IElementCodec
    {
        Quad scores = default;
        for (var d = 0; d < rowQuads; d++)
        {
            var query = TCodec.LoadQuad(q, queryQuad + d);
            scores.X += query.Dot(TCodec.LoadQuad(k, row0 + d));
            scores.Y += query.Dot(TCodec.LoadQuad(k, row1 + d));
            scores.Z += query.Dot(TCodec.LoadQuad(k, row2 + d));
            scores.W += query.Dot(TCodec.LoadQuad(k, row3 + d));
        }

        return scores;
    }

    public AttentionLaunch Load(Accelerator accelerator, StorageType storage)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<AttentionLauncher>(accelerator, EntryPoint(storage), out var groupSize);
        return (stream, q, k, v, o, shape) =>
        {
            var slices = shape.B * shape.H * shape.T * (shape.D / SliceColumns);
            launch(stream, new KernelConfig((slices - 1) / groupSize + 1, groupSize), q, k, v, o, AttentionArguments.Of(shape));
        };
    }

    private KernelEntryPoint EntryPoint(StorageType storage) => storage switch
    {
        StorageType.Fp32 => KernelEntryPoint.Of(this, "fp32", Kernel<Fp32Codec>, MaxGroupSize),
        StorageType.Fp16 => KernelEntryPoint.Of(this, "fp16", Kernel<Fp16Codec>, MaxGroupSize),
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "there is no code for this storage"),
    };
}

/// <summary>32 contiguous columns of one row, in registers. Named fields: an indexed array would be in local memory.</summary>
internal struct OutputSlice
{
    public const int Quads = 8;

    private Quad q0;
    private Quad q1;
    private Quad q2;
    private Quad q3;
    private Quad q4;
    private Quad q5;
    private Quad q6;
    private Quad q7;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OutputSlice Times(float factor)
    {
        OutputSlice product;
        product.q0 = q0.Times(factor);
        product.q1 = q1.Times(factor);
        product.q2 = q2.Times(factor);
        product.q3 = q3.Times(factor);
        product.q4 = q4.Times(factor);
        product.q5 = q5.Times(factor);
        product.q6 = q6.Times(factor);
        product.q7 = q7.Times(factor);
        return product;
    }

    /// <summary>This plus <paramref name="factor"/> times the 32 elements from quad <paramref name="quad"/> of the tensor on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OutputSlice AddScaled<TCodec>(float factor, ArrayView<uint> words, int quad)
        where TCodec : struct, IElementCodec
    {
        OutputSlice sum;
        sum.q0 = q0.AddScaled(factor, TCodec.LoadQuad(words, quad));
        sum.q1 = q1.AddScaled(factor, TCodec.LoadQuad(words, quad + 1));
        sum.q2 = q2.AddScaled(factor, TCodec.LoadQuad(words, quad + 2));
        sum.q3 = q3.AddScaled(factor, TCodec.LoadQuad(words, quad + 3));
        sum.q4 = q4.AddScaled(factor, TCodec.LoadQuad(words, quad + 4));
        sum.q5 = q5.AddScaled(factor, TCodec.LoadQuad(words, quad + 5));
        sum.q6 = q6.AddScaled(factor, TCodec.LoadQuad(words, quad + 6));
        sum.q7 = q7.AddScaled(factor, TCodec.LoadQuad(words, quad + 7));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store<TCodec>(ArrayView<uint> words, int quad)
        where TCodec : struct, IElementCodec
    {
        TCodec.StoreQuad(words, quad, q0);
        TCodec.StoreQuad(words, quad + 1, q1);
        TCodec.StoreQuad(words, quad + 2, q2);
        TCodec.StoreQuad(words, quad + 3, q3);
        TCodec.StoreQuad(words, quad + 4, q4);
        TCodec.StoreQuad(words, quad + 5, q5);
        TCodec.StoreQuad(words, quad + 6, q6);
        TCodec.StoreQuad(words, quad + 7, q7);
    }
}
