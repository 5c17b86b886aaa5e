using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>
/// Fences, prefetches and hints. Memory is sequentially consistent here, so only the fence between the generic and the
/// asynchronous proxy has an effect (PTX ISA, "membar / fence").
/// </summary>
internal static class Ordering
{
    public static void Decode(DecodingContext context)
    {
        var isProxyFence = context.Has("proxy")
            && context.Statement.Modifiers.Any(modifier => modifier.StartsWith("async", StringComparison.Ordinal));
        // fence.mbarrier_init also makes initialised mbarriers visible to the asynchronous proxy.
        if (isProxyFence || context.Has("mbarrier_init"))
            context.Emit(new ProxyFence(), InstructionClass.Synchronization);
        else
            context.Emit(
                new NoOperation(),
                context.Statement.Opcode is "membar" or "fence" ? InstructionClass.Synchronization : InstructionClass.Other);
    }

    /// <summary>The warp's own writes, and all writes visible to the warp, become visible to asynchronous copies.</summary>
    private sealed class ProxyFence : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            warp.ProxyClock.Join(warp.Clock);
            warp.Clock.Tick(warp.Actor);
        }
    }
}
