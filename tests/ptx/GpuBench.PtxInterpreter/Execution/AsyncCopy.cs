using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>One lane's cp.async that has been issued and not yet carried out.</summary>
/// <param name="Group">How many groups its lane had committed before.</param>
/// <param name="Source">Host address of the bytes to read; null when there are none.</param>
/// <param name="SourceBytes">The rest of the target is filled with zeros.</param>
internal sealed record AsyncCopy(Instruction Instruction, int Lane, int Group, uint Target, int TargetBytes, nint Source, int SourceBytes);
