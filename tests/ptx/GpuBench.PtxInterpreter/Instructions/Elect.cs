using System.Numerics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>elect.sync: chooses one member, here the first.</summary>
internal sealed class Elect(Register target, Register isLeader, Register mask) : MaskedCollective(mask)
{
    public override void Execute(Warp warp, uint lanes)
    {
        var leader = BitOperations.TrailingZeroCount(lanes);
        WriteAll(warp, target, lanes, (uint)leader);
        if (isLeader.Exists)
            warp.WritePredicate(isLeader, lanes, 1u << leader);
    }
}
