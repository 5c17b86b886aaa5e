namespace GpuBench.PtxInterpreter.Execution;

/// <summary>Lanes of a warp that are at the same instruction.</summary>
/// <param name="IsParked">Whether the group is at a collective instruction and waits for other groups.</param>
internal readonly record struct LaneGroup(int ProgramCounter, uint Lanes, bool IsParked);
