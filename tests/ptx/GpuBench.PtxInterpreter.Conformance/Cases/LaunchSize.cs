namespace GpuBench.PtxInterpreter.Conformance.Cases;

/// <summary>The shape of a case's only launch, in one dimension.</summary>
/// <param name="Blocks">Blocks of the grid.</param>
/// <param name="Threads">Threads of a block.</param>
/// <param name="DynamicSharedBytes">Dynamic shared memory of a block.</param>
/// <param name="ClusterBlocks">Blocks of a cluster. With 1, the launch has no clusters.</param>
public sealed record LaunchSize(int Blocks, int Threads, int DynamicSharedBytes = 0, int ClusterBlocks = 1);
