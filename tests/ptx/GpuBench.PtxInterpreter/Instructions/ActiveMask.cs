using System.Numerics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>activemask: the lanes that execute it together.</summary>
internal sealed class ActiveMask(Register target) : Instruction
{
    public override void Execute(Warp warp, uint lanes)
    {
        for (var remaining = lanes; remaining != 0; remaining &= remaining - 1)
            warp.Write(target, BitOperations.TrailingZeroCount(remaining), lanes);
    }
}
