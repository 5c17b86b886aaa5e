using GpuBench.Workloads.Data;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>Operands on the device, for a peer that works in this project's context.</summary>
internal sealed class PeerBuffers : IDisposable
{
    private readonly MemoryBuffer1D<uint, Stride1D.Dense>[] _left;
    private readonly MemoryBuffer1D<uint, Stride1D.Dense>[] _right;
    private readonly MemoryBuffer1D<uint, Stride1D.Dense> _result;

    public PeerBuffers(PeerProduct product)
    {
        var accelerator = product.Device.Accelerator;
        Stream = product.Device.Stream;
        _left = [.. Enumerable.Range(0, product.SetCount).Select(_ => accelerator.Allocate1D(product.Left.Words))];
        _right = [.. Enumerable.Range(0, product.SetCount).Select(_ => accelerator.Allocate1D(product.Right.Words))];
        _result = accelerator.Allocate1D<uint>(Packed.WordCount(product.Shape.ResultCount, product.DType.Output));
        // NaN in every type, so a word that the library does not write fails the check.
        _result.MemSet(0xFF);
    }

    public AcceleratorStream Stream { get; }

    public MemoryBuffer1D<uint, Stride1D.Dense> Result => _result;

    public MemoryBuffer1D<uint, Stride1D.Dense> Left(int index) => _left[index % _left.Length];

    public MemoryBuffer1D<uint, Stride1D.Dense> Right(int index) => _right[index % _right.Length];

    public uint[] ReadResult() => _result.GetAsArray1D();

    public void Dispose()
    {
        foreach (var buffer in _left.Concat(_right).Append(_result))
            buffer.Dispose();
    }
}
