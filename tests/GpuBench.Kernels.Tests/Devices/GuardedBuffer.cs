using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests.Devices;

/// <summary>Device words between which and the end of their allocation lies a guard. All bits are set at first: NaN in either storage, so that a word that stays unwritten fails any comparison.</summary>
public sealed class GuardedBuffer : IDisposable
{
    private const int GuardWords = 64;
    private const uint Poison = uint.MaxValue;

    private readonly MemoryBuffer1D<uint, Stride1D.Dense> buffer;
    private readonly int wordCount;

    public GuardedBuffer(Accelerator accelerator, int wordCount)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        this.wordCount = wordCount;
        buffer = accelerator.Allocate1D(Enumerable.Repeat(Poison, wordCount + GuardWords).ToArray());
    }

    public GuardedBuffer(Accelerator accelerator, uint[] words)
        : this(accelerator, words.Length) => buffer.View.SubView(0, wordCount).CopyFromCPU(words);

    public ArrayView<uint> View => buffer.View.SubView(0, wordCount).BaseView;

    /// <summary>The words; fails when the guard was written to.</summary>
    public uint[] Read()
    {
        var words = buffer.GetAsArray1D();
        Assert.All(words[wordCount..], guard => Assert.Equal(Poison, guard));
        return words[..wordCount];
    }

    public void Dispose() => buffer.Dispose();
}
