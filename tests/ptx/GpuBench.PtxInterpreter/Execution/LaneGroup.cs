namespace GpuBench.PtxInterpreter.Execution;

/// <summary>Lanes of a warp that stand at the same instruction.</summary>
/// <param name="IsParked">It stands at a collective instruction and waits for other groups.</param>
internal readonly record struct LaneGroup(int ProgramCounter, uint Lanes, bool IsParked);
