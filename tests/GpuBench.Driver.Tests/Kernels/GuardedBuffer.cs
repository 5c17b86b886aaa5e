using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests.Devices;

/// <summary>
/// What the oracles of the kernels' tests hold their words in, without the guards that a device needs: the interpreter sees every
/// access past an end and every read of a word that was never written.
/// </summary>
public sealed class GuardedBuffer : IDisposable
{
    private readonly MemoryBuffer1D<uint, Stride1D.Dense> _buffer;

    public GuardedBuffer(Accelerator accelerator, int wordCount)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        _buffer = accelerator.Allocate1D<uint>(wordCount);
    }

    public GuardedBuffer(Accelerator accelerator, uint[] words)
        : this(accelerator, words.Length) => _buffer.CopyFromCPU(words);

    public ArrayView<uint> View => _buffer.View.BaseView;

    public uint[] Read() => _buffer.GetAsArray1D();

    public void Dispose() => _buffer.Dispose();
}
