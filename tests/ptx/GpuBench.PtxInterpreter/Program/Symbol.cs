using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Program;

/// <summary>The meaning of a name in a function.</summary>
internal abstract record Symbol;

internal sealed record RegisterSymbol(Register Register) : Symbol;

/// <summary>A variable at a fixed address of its space.</summary>
internal sealed record VariableSymbol(StateSpace Space, ulong Address) : Symbol;

/// <summary>A variable in global memory, placed when a launch starts.</summary>
internal sealed record GlobalSymbol(PtxVariable Variable) : Symbol;

/// <summary>The array without a size that represents the dynamic shared memory.</summary>
internal sealed record DynamicSharedSymbol : Symbol;
