using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>The first rung: one work item computes one word of C from global memory. Serves every shape.</summary>
/// <remarks>
/// Each work item reads its own row of A and column of B: 2·M·N·K element reads, of which caches serve a part.
/// Checked against a double-precision product by <c>MatMulTests</c>.
/// </remarks>
public sealed class NaiveMatMul : IMatMulKernel
{
    private const int MaxGroupSize = 256;

    public string Name => "naive";

    public string Technique => "one work item computes one word of C from global memory";

    public IReadOnlyList<MatMulVariant> Variants { get; } = [.. MatMulEntryPoint.FloatVariants, .. MatMulVariant.Of(MatMulTypes.Int8)];

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(EntryPoint)];

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape) =>
        MatMulRequirement.Served(this, variant, shape);

    private static void Kernel<TCodec, TLayout>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCodec : struct, IElementCodec
        where TLayout : struct, ILayoutB
    {
        // A (M,K), B (K,N) or (N,K), C (M,N), row-major; a work item computes one word of C: one fp32 or two 16-bit elements.
        var count = shape.BatchCount * shape.M * shape.N;
        var element = Grid.GlobalIndex.X * TCodec.ElementsPerWord;
        if (element >= count)
            return;

        var low = SingleElement.Compute<TCodec, TLayout>(a, b, element, shape);
        // Flat index: with an odd N the second element of a word is the first of the next row.
        var high = TCodec.ElementsPerWord == 2 && element + 1 < count
            ? SingleElement.Compute<TCodec, TLayout>(a, b, element + 1, shape)
            : 0f;
        c[Grid.GlobalIndex.X] = TCodec.Pack(low, high);
    }

    private static void Int8Kernel<TLayout>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TLayout : struct, ILayoutB
    {
        // As above; an element of C is an int32 word.
        var element = Grid.GlobalIndex.X;
        if (element < shape.BatchCount * shape.M * shape.N)
            c[element] = (uint)SingleElement.ComputeInt8<TLayout>(a, b, element, shape);
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, EntryPoint(variant), out var groupSize);
        var elementsPerGroup = groupSize * variant.Types.Output.ElementsPerWord();
        return (stream, a, b, c, shape) =>
            launch(stream, new KernelConfig((shape.BatchCount * shape.M * shape.N - 1) / elementsPerGroup + 1, groupSize), a, b, c, shape);
    }

    private KernelEntryPoint EntryPoint(MatMulVariant variant) => variant.Types == MatMulTypes.Int8
        ? MatMulEntryPoint.OfLayout(this, Int8Kernel<LayoutNN>, variant, MaxGroupSize)
        : MatMulEntryPoint.Of(this, Kernel<Fp32Codec, LayoutNN>, variant, MaxGroupSize);
}

/// <summary>Computes one element of C from global memory.</summary>
internal static class SingleElement
{
    /// <param name="element">Flat index into C, over the whole batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Compute<TCodec, TLayout>(ArrayView<uint> a, ArrayView<uint> b, int element, MatMulSize shape)
        where TCodec : struct, IElementCodec
        where TLayout : struct, ILayoutB
    {
        var row = element / shape.N;
        var column = element - row * shape.N;
        var bStart = row / shape.M * shape.K * shape.N;
        var sum = 0f;
        for (var k = 0; k < shape.K; k++)
            sum += TCodec.Load(a, row * shape.K + k) * TCodec.Load(b, bStart + TLayout.Element(k, column, shape));
        return sum;
    }

    /// <summary>The same for int8 elements, with an int32 sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ComputeInt8<TLayout>(ArrayView<uint> a, ArrayView<uint> b, int element, MatMulSize shape)
        where TLayout : struct, ILayoutB
    {
        var row = element / shape.N;
        var column = element - row * shape.N;
        var bStart = row / shape.M * shape.K * shape.N;
        var sum = 0;
        for (var k = 0; k < shape.K; k++)
            sum += Int8Element.Load(a, row * shape.K + k) * Int8Element.Load(b, bStart + TLayout.Element(k, column, shape));
        return sum;
    }
}
