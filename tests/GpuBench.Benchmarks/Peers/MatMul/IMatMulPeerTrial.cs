namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>A peer with its operands in place.</summary>
internal interface IMatMulPeerTrial : IDisposable
{
    /// <summary>One product from start to end, with operand set <paramref name="index"/> modulo their number.</summary>
    void Run(int index);

    /// <summary>The same, and how long it took.</summary>
    double Seconds(int index) => AlternatingRounds.Seconds(() => Run(index));

    /// <summary>The last product, packed in words; null where the peer has checked it itself.</summary>
    uint[]? Result();
}
