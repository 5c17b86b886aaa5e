using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>One lane's cp.async that was issued and has not run yet.</summary>
/// <param name="Group">Number of groups that the lane committed before.</param>
/// <param name="Source">Host address of the bytes to read. Null if there are none.</param>
/// <param name="SourceBytes">Bytes to read. The rest of the target is filled with zeros.</param>
internal sealed record AsyncCopy(Instruction Instruction, int Lane, int Group, uint Target, int TargetBytes, nint Source, int SourceBytes);
