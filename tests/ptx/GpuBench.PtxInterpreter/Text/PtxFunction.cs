namespace GpuBench.PtxInterpreter.Text;

/// <summary>A function or entry with its body.</summary>
/// <param name="Results">Empty for an entry.</param>
/// <param name="Body">Empty for a declaration.</param>
/// <param name="MaxThreads">Of a block, by directive; 0 without one.</param>
/// <param name="RequiredCluster">Blocks of a cluster, by directive.</param>
internal sealed record PtxFunction(
    string Name,
    bool IsEntry,
    IReadOnlyList<PtxVariable> Results,
    IReadOnlyList<PtxVariable> Parameters,
    IReadOnlyList<PtxStatement> Body,
    int MaxThreads,
    Dim3? RequiredCluster);
