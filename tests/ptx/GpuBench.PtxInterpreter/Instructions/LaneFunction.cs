namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>The effect of an instruction on one lane: raw bits in, raw bits out. Missing sources are 0.</summary>
internal delegate ulong LaneFunction(ulong a, ulong b, ulong c);
