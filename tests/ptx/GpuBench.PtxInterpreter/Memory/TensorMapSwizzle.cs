namespace GpuBench.PtxInterpreter.Memory;

/// <summary>Which bytes of a tile trade places in shared memory, by the numbers of CUtensorMapSwizzle.</summary>
public enum TensorMapSwizzle
{
    None = 0,
    Bytes32 = 1,
    Bytes64 = 2,
    Bytes128 = 3,
}
