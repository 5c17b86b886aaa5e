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

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [EntryPoint(StorageType.Fp32), EntryPoint(StorageType.Fp16)];

    public string? WhyNot(Accelerator accelerator, StorageType storage, MatMulShape shape) => MatMulRequirement.Indexable(shape);

    private static void Kernel<TCodec>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulShape shape)
        where TCodec : struct, IElementCodec
    {
        var count = shape.M * shape.N;
        var element = Grid.GlobalIndex.X * TCodec.ElementsPerWord;
        if (element >= count)
            return;

        var low = Element<TCodec>(a, b, element, shape);
        // With an odd N the second element of a word is the first of the next row, hence the flat index.
        var high = TCodec.ElementsPerWord == 2 && element + 1 < count ? Element<TCodec>(a, b, element + 1, shape) : 0f;
        c[Grid.GlobalIndex.X] = TCodec.Pack(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Element<TCodec>(ArrayView<uint> a, ArrayView<uint> b, int element, MatMulShape shape)
        where TCodec : struct, IElementCodec
    {
        var row = element / shape.N;
        var column = element - row * shape.N;
        var sum = 0f;
        for (var k = 0; k < shape.K; k++)
            sum += TCodec.Load(a, row * shape.K + k) * TCodec.Load(b, k * shape.N + column);
        return sum;
    }

    public MatMulLaunch Load(Accelerator accelerator, StorageType storage)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, EntryPoint(storage));
        var groupSize = Math.Min(MaxGroupSize, accelerator.MaxNumThreadsPerGroup);
        var elementsPerGroup = groupSize * (storage == StorageType.Fp16 ? 2 : 1);
        return (stream, a, b, c, shape) =>
            launch(stream, new KernelConfig((shape.M * shape.N - 1) / elementsPerGroup + 1, groupSize), a, b, c, shape);
    }

    private static KernelEntryPoint EntryPoint(StorageType storage) => storage == StorageType.Fp16
        ? KernelEntryPoint.Of("fp16", Kernel<Fp16Codec>, MaxGroupSize)
        : KernelEntryPoint.Of("fp32", Kernel<Fp32Codec>, MaxGroupSize);
}
