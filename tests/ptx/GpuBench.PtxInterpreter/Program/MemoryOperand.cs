namespace GpuBench.PtxInterpreter.Program;

/// <summary>A decoded <c>[base + offset]</c>.</summary>
internal readonly record struct MemoryOperand(StateSpace Space, Register Base, long Offset);
