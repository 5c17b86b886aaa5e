using System.Numerics;
using System.Runtime.Intrinsics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>The low half of a·b + c on integers.</summary>
internal sealed unsafe class MultiplyAdd<T>(Register target, Register a, Register b, Register c) : Instruction
    where T : unmanaged, IBinaryInteger<T>
{
    public override void Execute(Warp warp, uint lanes)
    {
        var to = (T*)(warp.Registers + target.Offset);
        var left = (T*)(warp.Registers + a.Offset);
        var right = (T*)(warp.Registers + b.Offset);
        var addend = (T*)(warp.Registers + c.Offset);
        if (lanes == Warp.AllLanes)
        {
            for (var lane = 0; lane < Warp.Lanes; lane += Vector256<T>.Count)
                (Vector256.Load(left + lane) * Vector256.Load(right + lane) + Vector256.Load(addend + lane)).Store(to + lane);
            return;
        }

        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            to[lane] = left[lane] * right[lane] + addend[lane];
        }
    }
}
