using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests.Devices;

/// <summary>Device words between which and the end of their allocation lies a guard. All bits are set at first: NaN in either storage, so that a word that stays unwritten fails any comparison.</summary>
public sealed class GuardedBuffer : IDisposable
{
    private const int GuardWords = 64;
    private const uint Poison = uint.MaxValue;

    private readonly MemoryBuffer1D<uint, Stride1D.Dense> _buffer;
    private readonly int _wordCount;

    public GuardedBuffer(Accelerator accelerator, int wordCount)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        _wordCount = wordCount;
        _buffer = accelerator.Allocate1D(Enumerable.Repeat(Poison, wordCount + GuardWords).ToArray());
    }

    public GuardedBuffer(Accelerator accelerator, uint[] words)
        : this(accelerator, words.Length) => _buffer.View.SubView(0, _wordCount).CopyFromCPU(words);

    public ArrayView<uint> View => _buffer.View.SubView(0, _wordCount).BaseView;

    /// <summary>The words; fails when the guard was written to.</summary>
    public uint[] Read()
    {
        var words = _buffer.GetAsArray1D();
        Assert.All(words[_wordCount..], guard => Assert.Equal(Poison, guard));
        return words[.._wordCount];
    }

    public void Dispose() => _buffer.Dispose();
}
