using System.Numerics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>match.sync: finds the lanes that contain the same value.</summary>
internal sealed class MatchLanes(bool wantsAll, Register target, Register isMatch, Register source, Register mask) : MaskedCollective(mask)
{
    public override void Execute(Warp warp, uint lanes)
    {
        for (var remaining = lanes; remaining != 0; remaining &= remaining - 1)
        {
            var lane = BitOperations.TrailingZeroCount(remaining);
            var equal = LanesWith(warp, lanes, warp.Read(source, lane));
            warp.Write(target, lane, !wantsAll || equal == lanes ? equal : 0);
            warp.Write(isMatch, lane, equal == lanes ? 1UL : 0);
        }
    }

    private uint LanesWith(Warp warp, uint lanes, ulong value)
    {
        uint equal = 0;
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            if (warp.Read(source, lane) == value)
                equal |= 1u << lane;
        }

        return equal;
    }
}
