using System.Numerics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>PTX ISA, "Extended-Precision Integer Arithmetic": sums that write a carry, read a carry, or both.</summary>
internal static class CarryArithmetic
{
    public static void Decode(DecodingContext context)
    {
        var statement = context.Statement;
        var laneBytes = PtxType.LaneBytes(context.Type);
        var operation = (statement.Opcode, context.Has("hi")) switch
        {
            ("add" or "addc", _) => CarryOperation.Add,
            ("sub" or "subc", _) => CarryOperation.Subtract,
            ("mad" or "madc", false) => CarryOperation.MultiplyLow,
            ("mad" or "madc", true) => CarryOperation.MultiplyHigh,
            _ => throw context.Unsupported(),
        };
        var instruction = new CarryInstruction(
            operation, PtxType.IsSigned(context.Type), PtxType.BitsOf(context.Type), takesCarry: statement.Opcode.EndsWith('c'),
            leavesCarry: context.Has("cc"),
            context.Write(0), context.Read(1, laneBytes), context.Read(2, laneBytes), context.ReadOrNone(3, laneBytes));
        context.Emit(instruction, InstructionClass.Integer);
    }

    private enum CarryOperation
    {
        Add,
        Subtract,
        MultiplyLow,
        MultiplyHigh,
    }

    private sealed class CarryInstruction(
        CarryOperation operation, bool isSigned, int bits, bool takesCarry, bool leavesCarry,
        Register target, Register a, Register b, Register c) : Instruction
    {
        private readonly UInt128 _mask = (UInt128.One << bits) - 1;

        public override void Execute(Warp warp, uint lanes)
        {
            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                var carry = takesCarry ? (warp.Carry >> lane) & 1 : 0;
                var sum = Sum(warp.Read(a, lane), warp.Read(b, lane), warp.Read(c, lane), carry);
                warp.Write(target, lane, (ulong)(sum & _mask));
                if (leavesCarry)
                    warp.Carry = (warp.Carry & ~(1u << lane)) | CarryOf(sum) << lane;
            }
        }

        /// <summary>The sum with one bit more than the type. The carry flag of a subtraction is its borrow.</summary>
        private UInt128 Sum(UInt128 left, UInt128 right, UInt128 addend, uint carry) => operation switch
        {
            CarryOperation.Add => left + right + carry,
            CarryOperation.Subtract => left + (~right & _mask) + (1 - carry),
            CarryOperation.MultiplyLow => ((left * right) & _mask) + addend + carry,
            _ => High(left, right) + addend + carry,
        };

        private UInt128 High(UInt128 left, UInt128 right) => isSigned
            ? (UInt128)((Int128)Bits.SignExtend((ulong)left, bits) * Bits.SignExtend((ulong)right, bits) >> bits) & _mask
            : left * right >> bits;

        private uint CarryOf(UInt128 sum)
        {
            var carry = (uint)(sum >> bits) & 1;
            return operation == CarryOperation.Subtract ? 1 - carry : carry;
        }
    }
}
