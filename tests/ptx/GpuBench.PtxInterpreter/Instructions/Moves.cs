using System.Numerics;
using System.Runtime.Intrinsics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>PTX ISA, "mov": copies, addresses of variables, and packing of a register from smaller ones or into them.</summary>
internal static class Moves
{
    private static readonly string[] Clocks = ["%clock", "%clock_hi", "%clock64", "%globaltimer", "%globaltimer_lo", "%globaltimer_hi"];

    public static void Decode(DecodingContext context)
    {
        if (context.Operand(0) is ListOperand targets)
        {
            var partBytes = PtxType.SizeOf(context.Type) / targets.Items.Count;
            context.Emit(new Unpack(context.WriteList(0), context.Read(1), partBytes * 8), InstructionClass.Move);
            return;
        }

        if (context.Operand(1) is ListOperand sources)
        {
            var partBytes = PtxType.SizeOf(context.Type) / sources.Items.Count;
            context.Emit(
                new Pack(context.Write(0), context.ReadList(1, Math.Max(partBytes, sizeof(uint))), partBytes * 8), InstructionClass.Move);
            return;
        }

        var target = context.Write(0);
        if (context.Operand(1) is NameOperand name && Clocks.Contains(name.Name))
        {
            context.Emit(new ReadClock(target), InstructionClass.Move);
            return;
        }

        var source = context.Read(1, target.LaneBytes);
        context.Emit(Copy(target, source), InstructionClass.Move);
    }

    /// <summary>The plain copy of one register to another.</summary>
    public static Instruction Copy(Register target, Register source)
    {
        if (target.IsPredicate || source.LaneBytes != target.LaneBytes)
            return new LaneInstruction(target, source, Register.None, Register.None, (a, _, _) => a);
        return target.LaneBytes == 8 ? new CopyVector<ulong>(target, source) : new CopyVector<uint>(target, source);
    }

    /// <summary>A lane that was never written may be copied. Only its use is an error.</summary>
    private sealed unsafe class CopyVector<T>(Register target, Register source) : Instruction
        where T : unmanaged
    {
        protected override bool IsCopy => true;

        public override void Execute(Warp warp, uint lanes)
        {
            var to = (T*)(warp.Registers + target.Offset);
            var from = (T*)(warp.Registers + source.Offset);
            if (lanes == Warp.AllLanes)
            {
                for (var lane = 0; lane < Warp.Lanes; lane += Vector256<T>.Count)
                    Vector256.Load(from + lane).Store(to + lane);
                return;
            }

            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                to[lane] = from[lane];
            }
        }
    }

    private sealed class Pack(Register target, Register[] parts, int partBits) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                ulong value = 0;
                for (var part = 0; part < parts.Length; part++)
                    value |= Bits.ZeroExtend(warp.Read(parts[part], lane), partBits) << (part * partBits);
                warp.Write(target, lane, value);
            }
        }
    }

    private sealed class Unpack(Register[] parts, Register source, int partBits) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                var value = warp.Read(source, lane);
                for (var part = 0; part < parts.Length; part++)
                    warp.Write(parts[part], lane, Bits.ZeroExtend(value >> (part * partBits), partBits));
            }
        }
    }

    /// <summary>The clock is the number of instructions that the warp has executed. It increases, but does not measure time.</summary>
    private sealed class ReadClock(Register target) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            for (; lanes != 0; lanes &= lanes - 1)
                warp.Write(target, BitOperations.TrailingZeroCount(lanes), (ulong)warp.WarpInstructions);
        }
    }
}
