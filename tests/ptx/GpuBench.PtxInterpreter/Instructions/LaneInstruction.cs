using System.Numerics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>One destination, up to three sources, lane by lane. Used if a vector form is not worthwhile.</summary>
internal sealed class LaneInstruction(Register target, Register a, Register b, Register c, LaneFunction function) : Instruction
{
    public override void Execute(Warp warp, uint lanes)
    {
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            warp.Write(target, lane, function(warp.Read(a, lane), warp.Read(b, lane), warp.Read(c, lane)));
        }
    }
}
