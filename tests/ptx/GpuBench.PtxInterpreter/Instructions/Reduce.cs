using System.Numerics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>redux.sync: combines one value of each lane and writes the result to all lanes.</summary>
internal sealed class Reduce(LaneFunction combine, Register target, Register source, Register mask) : MaskedCollective(mask)
{
    public override void Execute(Warp warp, uint lanes)
    {
        var result = warp.Read(source, BitOperations.TrailingZeroCount(lanes));
        for (var remaining = lanes & (lanes - 1); remaining != 0; remaining &= remaining - 1)
            result = combine(result, warp.Read(source, BitOperations.TrailingZeroCount(remaining)), 0);
        WriteAll(warp, target, lanes, result);
    }
}
