namespace GpuBench.PtxInterpreter.Driver;

/// <summary>Executes one launch to its end; calls never overlap.</summary>
/// <param name="memory">Resolves the addresses among the arguments.</param>
/// <returns>
/// What the launch reports, for instance <see cref="CudaResult.IllegalAddress"/>. A real driver reports a kernel's fault at
/// the next synchronisation; the fake driver does so at once.
/// </returns>
public delegate CudaResult KernelExecutor(KernelLaunch launch, UnifiedMemory memory);
