using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>What the modifiers of a memory instruction say about it.</summary>
internal static class MemoryModifiers
{
    /// <summary>Volatile and ordered accesses are meant to meet those of other threads.</summary>
    public static MemoryAccess StrengthOf(DecodingContext context) =>
        context.Has("volatile") || context.Has("relaxed") || context.Has("acquire") || context.Has("release") || context.Has("mmio")
            ? MemoryAccess.Strong
            : MemoryAccess.Read;

    public static InstructionClass ClassOf(StateSpace space) => space switch
    {
        StateSpace.Shared => InstructionClass.Shared,
        StateSpace.Local => InstructionClass.Local,
        StateSpace.Parameter => InstructionClass.Parameter,
        _ => InstructionClass.Global,
    };
}
