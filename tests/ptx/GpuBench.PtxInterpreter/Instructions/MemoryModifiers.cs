using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>The meaning of the modifiers of a memory instruction.</summary>
internal static class MemoryModifiers
{
    /// <summary>Volatile and ordered accesses are intended for data that other threads also access.</summary>
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
