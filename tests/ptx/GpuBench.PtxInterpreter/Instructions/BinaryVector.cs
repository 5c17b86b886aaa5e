using System.Numerics;
using System.Runtime.Intrinsics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>Two sources, one destination, as host vectors if the whole warp takes part.</summary>
internal sealed unsafe class BinaryVector<T, TOperation>(Register target, Register a, Register b) : Instruction
    where T : unmanaged
    where TOperation : struct, IBinaryOperation<T>
{
    public override void Execute(Warp warp, uint lanes)
    {
        var to = (T*)(warp.Registers + target.Offset);
        var left = (T*)(warp.Registers + a.Offset);
        var right = (T*)(warp.Registers + b.Offset);
        if (lanes == Warp.AllLanes)
        {
            for (var lane = 0; lane < Warp.Lanes; lane += Vector256<T>.Count)
                TOperation.Apply(Vector256.Load(left + lane), Vector256.Load(right + lane)).Store(to + lane);
            return;
        }

        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            to[lane] = TOperation.Apply(left[lane], right[lane]);
        }
    }
}
