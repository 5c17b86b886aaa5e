using System.Numerics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>mul.wide.u32, which compilers use for every address.</summary>
internal sealed unsafe class MultiplyWide(Register target, Register a, Register b) : Instruction
{
    public override void Execute(Warp warp, uint lanes)
    {
        var to = warp.Longs(target);
        var left = warp.Words(a);
        var right = warp.Words(b);
        if (lanes == Warp.AllLanes)
        {
            for (var lane = 0; lane < Warp.Lanes; lane++)
                to[lane] = (ulong)left[lane] * right[lane];
            return;
        }

        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            to[lane] = (ulong)left[lane] * right[lane];
        }
    }
}
