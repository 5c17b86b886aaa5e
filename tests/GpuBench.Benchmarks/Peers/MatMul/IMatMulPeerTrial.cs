namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>A peer with its operands in place.</summary>
internal interface IMatMulPeerTrial : IDisposable
{
    /// <summary>One product from start to end, with operand set <paramref name="index"/> modulo their number.</summary>
    void Run(int index);

    /// <summary>The last product, packed in words.</summary>
    uint[] Result();
}
