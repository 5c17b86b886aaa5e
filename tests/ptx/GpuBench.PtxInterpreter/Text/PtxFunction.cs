namespace GpuBench.PtxInterpreter.Text;

/// <summary>A function or entry with its body.</summary>
/// <param name="Results">Empty for an entry.</param>
/// <param name="Body">Empty for a declaration.</param>
/// <param name="MaxThreads">Maximum threads of a block, from a directive. 0 without a directive.</param>
/// <param name="RequiredCluster">Blocks of a cluster, from a directive.</param>
internal sealed record PtxFunction(
    string Name,
    bool IsEntry,
    IReadOnlyList<PtxVariable> Results,
    IReadOnlyList<PtxVariable> Parameters,
    IReadOnlyList<PtxStatement> Body,
    int MaxThreads,
    Dim3? RequiredCluster);
