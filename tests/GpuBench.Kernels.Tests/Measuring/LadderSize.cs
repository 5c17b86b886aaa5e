using System.Globalization;
using GpuBench.Kernels.Attention;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.MatMul;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests.Measuring;

/// <summary>How large the problems of a measurement are: one number, in proportions that suit the class of the device.</summary>
/// <param name="Size">M, N and K of the product.</param>
/// <param name="Heads">Of attention, with one batch.</param>
/// <param name="Queries">Of attention, and as many keys.</param>
/// <param name="StreamElements">Of each array, fp32.</param>
internal sealed record LadderSize(int Size, int Heads, int Queries, long StreamElements)
{
    public const int Least = 16;

    /// <summary>A matrix of it has 2^30 elements: the next power of two is beyond 32-bit indices.</summary>
    public const int Most = 1 << 15;

    private static readonly int[] HeadDimensions = [64, 128];

    /// <summary>Of each work item: a launch takes long beside its start.</summary>
    public int PeakIterations => 4 * Size;

    public MatMulSize Product => new(Size, Size, Size);

    public IEnumerable<AttentionSize> Attentions =>
        HeadDimensions.Select(dimension => new AttentionSize(1, Heads, Heads, Queries, Queries, dimension, Causal: false));

    /// <param name="size">Null: 256 for the CPU accelerator, 512 for processors behind OpenCL, 4096 for GPUs.</param>
    public static LadderSize Of(Accelerator accelerator, int? size)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        return (accelerator.AcceleratorType == AcceleratorType.CPU, DeviceTraits.Of(accelerator).IsProcessor) switch
        {
            // It emulates a device, a hundred times slower.
            (true, _) => Emulated(size ?? 256),
            (_, true) => Processor(size ?? 512),
            _ => Gpu(size ?? 4096),
        };
    }

    public static LadderSize Emulated(int size) => new(size, Heads: 4, size / 2, (long)size << 12);

    public static LadderSize Processor(int size) => new(size, Heads: 4, size / 2, (long)size << 15);

    /// <summary>Streams far larger than any cache, and attention that fills every multiprocessor.</summary>
    public static LadderSize Gpu(int size) => new(size, Heads: 16, size, (long)size << 16);

    /// <returns>False for what is no number from <see cref="Least"/> to <see cref="Most"/>.</returns>
    public static bool TryParse(string text, out int size) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size is >= Least and <= Most;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"products M = N = K = {Size}; attention B = 1, H = {Heads}, T = S = {Queries}; streams of {StreamElements} elements");
}
