namespace GpuBench.PtxInterpreter.Driver;

/// <summary>Executes one launch completely. Calls never overlap.</summary>
/// <param name="memory">Resolves the addresses in the arguments.</param>
/// <returns>
/// The result of the launch, for example <see cref="CudaResult.IllegalAddress"/>. A real driver reports a kernel's fault at
/// the next synchronisation. The fake driver reports it immediately.
/// </returns>
public delegate CudaResult KernelExecutor(KernelLaunch launch, UnifiedMemory memory);
