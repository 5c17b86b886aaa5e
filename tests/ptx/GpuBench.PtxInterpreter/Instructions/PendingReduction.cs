using System.Numerics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

internal enum ReductionKind
{
    Count,
    And,
    Or,
}

/// <summary>The result of a barrier reduction, which a warp gets when the barrier opens.</summary>
internal sealed record PendingReduction(Register Target, ReductionKind Kind, uint Lanes)
{
    /// <param name="sum">Number of votes in favour. For <see cref="ReductionKind.And"/>, number of votes against.</param>
    public void Deliver(Warp warp, int sum)
    {
        var value = Kind switch
        {
            ReductionKind.Count => (ulong)sum,
            ReductionKind.And => sum == 0 ? 1UL : 0,
            _ => sum != 0 ? 1UL : 0,
        };
        for (var lanes = Lanes; lanes != 0; lanes &= lanes - 1)
            warp.Write(Target, BitOperations.TrailingZeroCount(lanes), value);
    }
}
