using System.Numerics;
using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

internal enum ShuffleMode
{
    Up,
    Down,
    Butterfly,
    Index,
}

/// <summary>shfl.sync: each lane reads another lane's register, within segments of the warp.</summary>
internal sealed unsafe class Shuffle(
    ShuffleMode mode, Register target, Register inRange, Register source, Register amount, Register clamp, Register mask)
    : MaskedCollective(mask)
{
    private const int LaneMask = Warp.Lanes - 1;

    public override void Execute(Warp warp, uint lanes)
    {
        var values = stackalloc uint[Warp.Lanes];
        new ReadOnlySpan<uint>(warp.Words(source), Warp.Lanes).CopyTo(new(values, Warp.Lanes));
        uint hits = 0;
        for (var remaining = lanes; remaining != 0; remaining &= remaining - 1)
        {
            var lane = BitOperations.TrailingZeroCount(remaining);
            var (from, isInRange) = SourceOf(lane, (int)warp.Words(amount)[lane] & LaneMask, warp.Words(clamp)[lane]);
            if (isInRange)
                hits |= 1u << lane;
            if (((lanes >> from) & 1) == 0)
                warp.Report(ReportKind.WarpDivergence, this, lane, $"shfl reads lane {from}, which does not take part");
            warp.Words(target)[lane] = values[from];
        }

        if (inRange.Exists)
            warp.WritePredicate(inRange, lanes, hits);
    }

    /// <summary>The clamp word contains the last lane of a segment in bits 0-4 and the segment mask in bits 8-12.</summary>
    private (int Lane, bool IsInRange) SourceOf(int lane, int amount, uint clamp)
    {
        var segment = (int)(clamp >> 8) & LaneMask;
        var limit = (lane & segment) | ((int)clamp & LaneMask & ~segment);
        var from = mode switch
        {
            ShuffleMode.Up => lane - amount,
            ShuffleMode.Down => lane + amount,
            ShuffleMode.Butterfly => lane ^ amount,
            _ => (lane & segment) | (amount & ~segment),
        };
        var isInRange = mode == ShuffleMode.Up ? from >= limit : from <= limit;
        return (isInRange ? from : lane, isInRange);
    }
}
