namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>A peer that works in our context and stream, and is therefore timed exactly as we are.</summary>
internal abstract class StreamProduct(PeerProduct product) : IMatMulPeerTrial
{
    protected PeerBuffers Buffers { get; } = new(product);

    public double Seconds(int firstIndex, int passCount) => PassTimer.Seconds(product.Device, Enqueue, firstIndex, passCount);

    public uint[]? Result() => Buffers.ReadResult();

    public virtual void Dispose() => Buffers.Dispose();

    /// <summary>One product with operand set <paramref name="index"/> modulo their number; nobody waits for it.</summary>
    /// <exception cref="InvalidOperationException">The library reports a failure.</exception>
    protected abstract void Enqueue(int index);
}
