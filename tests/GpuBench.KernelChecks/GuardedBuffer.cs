using GpuBench.PtxInterpreter.Driver;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.KernelChecks;

/// <summary>
/// Device words with a guard between them and the end of their allocation. Initially all bits are set. This is NaN in floating types, so a
/// word that is not written fails any comparison. On the fake driver there is no guard and no initial value.
/// </summary>
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
        // The interpreter reports every access past the end and every read of a word that was never written. A guard would hide both.
        _buffer = accelerator.Name == FakeCudaDevice.Name
            ? accelerator.Allocate1D<uint>(wordCount)
            : accelerator.Allocate1D(Enumerable.Repeat(Poison, wordCount + GuardWords).ToArray());
    }

    public GuardedBuffer(Accelerator accelerator, uint[] words)
        : this(accelerator, words.Length) => _buffer.View.SubView(0, _wordCount).CopyFromCPU(words);

    public ArrayView<uint> View => _buffer.View.SubView(0, _wordCount).BaseView;

    /// <summary>Returns the words. It fails if the guard was overwritten.</summary>
    public uint[] Read()
    {
        var words = _buffer.GetAsArray1D();
        Assert.All(words[_wordCount..], guard => Assert.Equal(Poison, guard));
        return words[.._wordCount];
    }

    public void Dispose() => _buffer.Dispose();
}
