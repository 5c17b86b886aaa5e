namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>A peer that works in this project's context and stream. It is therefore timed in exactly the same way.</summary>
internal abstract class StreamProduct(PeerProduct product) : IMatMulPeerTrial
{
    protected PeerBuffers Buffers { get; } = new(product);

    public double Seconds(int firstIndex, int passCount) => PassTimer.Seconds(product.Device, Enqueue, firstIndex, passCount);

    public uint[]? Result() => Buffers.ReadResult();

    public virtual void Dispose() => Buffers.Dispose();

    /// <summary>
    /// Enqueues one product with operand set <paramref name="index"/> modulo the number of sets. It does not wait for the end.
    /// </summary>
    /// <exception cref="InvalidOperationException">The library reports a failure.</exception>
    protected abstract void Enqueue(int index);
}
