namespace GpuBench.PtxInterpreter.Memory;

/// <summary>The permutation of the bytes of a tile in shared memory. The values are those of CUtensorMapSwizzle.</summary>
public enum TensorMapSwizzle
{
    None = 0,
    Bytes32 = 1,
    Bytes64 = 2,
    Bytes128 = 3,
}
