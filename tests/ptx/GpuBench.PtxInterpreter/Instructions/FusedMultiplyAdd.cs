using System.Numerics;
using System.Runtime.Intrinsics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>a·b + c in single precision, rounded once to the nearest.</summary>
internal sealed unsafe class FusedMultiplyAdd(Register target, Register a, Register b, Register c) : Instruction
{
    public override void Execute(Warp warp, uint lanes)
    {
        var to = (float*)warp.Words(target);
        var left = (float*)warp.Words(a);
        var right = (float*)warp.Words(b);
        var addend = (float*)warp.Words(c);
        if (lanes == Warp.AllLanes)
        {
            for (var lane = 0; lane < Warp.Lanes; lane += Vector256<float>.Count)
                Vector256.FusedMultiplyAdd(
                    Vector256.Load(left + lane), Vector256.Load(right + lane), Vector256.Load(addend + lane)).Store(to + lane);
            return;
        }

        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            to[lane] = MathF.FusedMultiplyAdd(left[lane], right[lane], addend[lane]);
        }
    }
}
