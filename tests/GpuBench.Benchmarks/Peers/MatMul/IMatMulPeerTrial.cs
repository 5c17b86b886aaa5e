namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>A peer with its operands in place.</summary>
internal interface IMatMulPeerTrial : IDisposable
{
    /// <summary>Products back to back, number i with operand set i modulo their number, and the seconds of all together.</summary>
    double Seconds(int firstIndex, int passCount);

    /// <summary>The last product, packed in words; null where the peer has checked it itself.</summary>
    uint[]? Result();
}
