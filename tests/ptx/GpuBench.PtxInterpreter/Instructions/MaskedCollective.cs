using System.Numerics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>A collective instruction that names its members in an operand.</summary>
internal abstract class MaskedCollective(Register mask) : CollectiveInstruction
{
    public override uint Members(Warp warp, uint lanes) => (uint)warp.Read(mask, BitOperations.TrailingZeroCount(lanes));

    /// <summary>Writes the same value to each lane.</summary>
    protected static void WriteAll(Warp warp, Register target, uint lanes, ulong value)
    {
        for (; lanes != 0; lanes &= lanes - 1)
            warp.Write(target, BitOperations.TrailingZeroCount(lanes), value);
    }
}
