using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>One work item, one word of C. Serves every shape.</summary>
/// <remarks>
/// 2·M·N·K FLOP; each work item reads a row of A and a column of B for itself, so 2·M·N·K elements are read, from the caches at best.
/// Checked against a double-precision product by <c>MatMulTests</c>.
/// </remarks>
public sealed class NaiveMatMul : IMatMulKernel
{
    private const int MaxGroupSize = 256;

    public string Name => "naive";

    public string Technique => "one work item computes one word of C from global memory";

    public IReadOnlyList<MatMulVariant> Variants { get; } = [.. MatMulEntryPoint.FloatVariants, .. MatMulVariant.Of(MatMulTypes.Int8)];

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(EntryPoint)];

    public string? WhyNot(DeviceTraits device, MatMulVariant variant, MatMulSize shape) => MatMulRequirement.Served(this, variant, shape);

    private static void Kernel<TCodec, TLayout>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCodec : struct, IElementCodec
        where TLayout : struct, ILayoutB
    {
        var count = shape.BatchCount * shape.M * shape.N;
        var element = Grid.GlobalIndex.X * TCodec.ElementsPerWord;
        if (element >= count)
            return;

        var low = SingleElement.Compute<TCodec, TLayout>(a, b, element, shape);
        // With an odd N the second element of a word is the first of the next row, hence the flat index.
        var high = TCodec.ElementsPerWord == 2 && element + 1 < count ? SingleElement.Compute<TCodec, TLayout>(a, b, element + 1, shape) : 0f;
        c[Grid.GlobalIndex.X] = TCodec.Pack(low, high);
    }

    private static void Int8Kernel<TLayout>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TLayout : struct, ILayoutB
    {
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

/// <summary>One element of C from global memory alone.</summary>
internal static class SingleElement
{
    /// <param name="element">Counted through all rows of all of the batch.</param>
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

    /// <summary>The same of int8 elements, an int32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ComputeInt8<TLayout>(ArrayView<uint> a, ArrayView<uint> b, int element, MatMulSize shape)
        where TLayout : struct, ILayoutB
    {
        var row = element / shape.N;
        var column = element - row * shape.N;
        var bStart = row / shape.M * shape.K * shape.N;
        var sum = 0;
        for (var k = 0; k < shape.K; k++)
            sum += Int8Words.Load(a, row * shape.K + k) * Int8Words.Load(b, bStart + TLayout.Element(k, column, shape));
        return sum;
    }
}
