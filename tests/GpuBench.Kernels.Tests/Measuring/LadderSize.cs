using System.Globalization;
using GpuBench.Kernels.Attention;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.MatMul;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests.Measuring;

/// <summary>The problem sizes of a measurement. They follow from one number, in proportions that suit the class of the device.</summary>
/// <param name="Size">M, N and K of the product.</param>
/// <param name="Heads">Heads of attention, with one batch.</param>
/// <param name="Queries">Queries of attention. The number of keys is the same.</param>
/// <param name="StreamElements">Elements of each array, fp32.</param>
internal sealed record LadderSize(int Size, int Heads, int Queries, long StreamElements)
{
    public const int Least = 16;

    /// <summary>A matrix of this size has 2^30 elements. At the next power of two, indices do not fit in 32 bits.</summary>
    public const int Most = 1 << 15;

    private static readonly int[] HeadDimensions = [64, 128];

    /// <summary>Iterations of each work item. A launch takes much longer than its start.</summary>
    public int PeakIterations => 4 * Size;

    public MatMulSize Product => new(Size, Size, Size);

    public IEnumerable<AttentionSize> Attentions =>
        HeadDimensions.Select(dimension => new AttentionSize(1, Heads, Heads, Queries, Queries, dimension, Causal: false));

    /// <param name="size">If null, 256 for the CPU accelerator, 512 for processors behind OpenCL, 4096 for GPUs.</param>
    public static LadderSize Of(Accelerator accelerator, int? size)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        return (accelerator.AcceleratorType == AcceleratorType.CPU, DeviceTraits.Of(accelerator).IsProcessor) switch
        {
            // The CPU accelerator emulates a device and is a hundred times slower.
            (true, _) => Emulated(size ?? 256),
            (_, true) => Processor(size ?? 512),
            _ => Gpu(size ?? 4096),
        };
    }

    public static LadderSize Emulated(int size) => new(size, Heads: 4, size / 2, (long)size << 12);

    public static LadderSize Processor(int size) => new(size, Heads: 4, size / 2, (long)size << 15);

    /// <summary>Streams far larger than any cache, and attention that fills every multiprocessor.</summary>
    public static LadderSize Gpu(int size) => new(size, Heads: 16, size, (long)size << 16);

    /// <returns>False if the text is not a number from <see cref="Least"/> to <see cref="Most"/>.</returns>
    public static bool TryParse(string text, out int size) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size is >= Least and <= Most;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"products M = N = K = {Size}; attention B = 1, H = {Heads}, T = S = {Queries}; streams of {StreamElements} elements");
}
