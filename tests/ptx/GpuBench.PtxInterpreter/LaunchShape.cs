namespace GpuBench.PtxInterpreter;

/// <summary>The number of blocks and of threads per block, and the dynamic shared memory of each block.</summary>
/// <param name="DynamicSharedBytes">Bytes per block, behind the static part.</param>
/// <param name="Cluster">Blocks of a cluster; <see langword="null"/> selects the entry's directive, or one block without one.</param>
public sealed record LaunchShape(Dim3 Grid, Dim3 Block, int DynamicSharedBytes = 0, Dim3? Cluster = null);
