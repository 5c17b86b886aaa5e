namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>What an instruction does to one lane: raw bits in, raw bits out. Sources that it has not are 0.</summary>
internal delegate ulong LaneFunction(ulong a, ulong b, ulong c);
