using System.Numerics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

internal enum ShiftDirection
{
    Left,
    Right,
    RightSigned,
}

/// <summary>32-bit shifts. Each lane has its own amount. Amounts above 31 shift out all bits.</summary>
internal sealed unsafe class ShiftVector(ShiftDirection direction, Register target, Register a, Register b) : Instruction
{
    public override void Execute(Warp warp, uint lanes)
    {
        var to = warp.Words(target);
        var values = warp.Words(a);
        var amounts = warp.Words(b);
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            to[lane] = Shift(values[lane], amounts[lane]);
        }
    }

    private uint Shift(uint value, uint amount) => direction switch
    {
        ShiftDirection.RightSigned => (uint)((int)value >> (int)Math.Min(amount, 31)),
        _ when amount > 31 => 0,
        ShiftDirection.Left => value << (int)amount,
        _ => value >> (int)amount,
    };
}
