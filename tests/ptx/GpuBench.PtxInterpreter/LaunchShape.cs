namespace GpuBench.PtxInterpreter;

/// <summary>How many blocks of how many threads, and what each block gets.</summary>
/// <param name="DynamicSharedBytes">Per block, behind the static part.</param>
/// <param name="Cluster">Blocks of a cluster; <see langword="null"/> leaves it to the entry's directives, else one block.</param>
public sealed record LaunchShape(Dim3 Grid, Dim3 Block, int DynamicSharedBytes = 0, Dim3? Cluster = null);
