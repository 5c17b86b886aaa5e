namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>A peer with its operands in place.</summary>
internal interface IMatMulPeerTrial : IDisposable
{
    /// <summary>
    /// Runs products back to back and returns their total seconds. Product number i uses operand set i modulo the number of sets.
    /// </summary>
    double Seconds(int firstIndex, int passCount);

    /// <summary>The last product, packed in words. Null if the peer has checked it itself.</summary>
    uint[]? Result();
}
