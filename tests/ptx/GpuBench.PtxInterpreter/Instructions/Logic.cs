using System.Numerics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>PTX ISA, "Logic and Shift Instructions", and the bit fields of "Integer Arithmetic Instructions".</summary>
internal static class Logic
{
    public static void Decode(DecodingContext context)
    {
        if (context.Statement.Opcode == "bfi")
        {
            DecodeInsert(context);
            return;
        }

        var laneBytes = context.Type == "pred" ? 0 : PtxType.LaneBytes(context.Type);
        var amountBytes = context.Statement.Opcode is "shl" or "shr" or "bfe" ? sizeof(uint) : laneBytes;
        var target = context.Write(0);
        var a = context.Read(1, laneBytes);
        var b = context.ReadOrNone(2, amountBytes);
        var c = context.ReadOrNone(3, amountBytes);
        var instruction = VectorForm(context, target, a, b)
            ?? new LaneInstruction(target, a, b, c, Find(context) ?? throw context.Unsupported());
        context.Emit(instruction, InstructionClass.Integer);
    }

    /// <summary>The bitwise operations of two operands.</summary>
    public static LaneFunction? FindBitwise(string opcode) => opcode switch
    {
        "and" => (a, b, _) => a & b,
        "or" => (a, b, _) => a | b,
        "xor" => (a, b, _) => a ^ b,
        _ => null,
    };

    private static Instruction? VectorForm(DecodingContext context, Register target, Register a, Register b) =>
        (context.Statement.Opcode, context.Type) switch
        {
            ("and", "b32") => new BinaryVector<uint, And<uint>>(target, a, b),
            ("or", "b32") => new BinaryVector<uint, Or<uint>>(target, a, b),
            ("xor", "b32") => new BinaryVector<uint, ExclusiveOr<uint>>(target, a, b),
            ("and", "b64") => new BinaryVector<ulong, And<ulong>>(target, a, b),
            ("or", "b64") => new BinaryVector<ulong, Or<ulong>>(target, a, b),
            ("shl", "b32") => new ShiftVector(ShiftDirection.Left, target, a, b),
            ("shr", "b32" or "u32") => new ShiftVector(ShiftDirection.Right, target, a, b),
            ("shr", "s32") => new ShiftVector(ShiftDirection.RightSigned, target, a, b),
            _ => null,
        };

    private static LaneFunction? Find(DecodingContext context)
    {
        var bits = context.Type == "pred" ? 1 : PtxType.BitsOf(context.Type);
        var isSigned = PtxType.IsSigned(context.Type);
        switch (context.Statement.Opcode)
        {
            case "not":
                return (a, _, _) => Bits.ZeroExtend(~a, bits);
            case "cnot":
                return (a, _, _) => a == 0 ? 1UL : 0;
            case "shl":
                return (a, b, _) => b >= (ulong)bits ? 0 : Bits.ZeroExtend(a << (int)b, bits);
            case "shr" when isSigned:
                return (a, b, _) => Bits.ZeroExtend((ulong)(Bits.SignExtend(a, bits) >> (int)Math.Min(b, 63)), bits);
            case "shr":
                return (a, b, _) => b >= (ulong)bits ? 0 : Bits.ZeroExtend(a, bits) >> (int)b;
            case "popc":
                return (a, _, _) => (ulong)BitOperations.PopCount(a);
            case "clz":
                return (a, _, _) => (ulong)(BitOperations.LeadingZeroCount(a) - (64 - bits));
            case "brev":
                return (a, _, _) => Reverse(a, bits);
            case "bfind":
                var wantsShift = context.Has("shiftamt");
                return (a, _, _) => FindLeadingBit(isSigned ? Magnitude(a, bits) : a, bits, wantsShift);
            case "bfe":
                return (a, b, c) => ExtractField(a, FieldOperand(b, bits), FieldOperand(c, bits), bits, isSigned);
            case "lop3":
                var table = (uint)context.Constant(4);
                return (a, b, c) => LookUp(a, b, c, table);
            case "bmsk":
                return BitMasks.FindMask(context.Has("clamp"));
            case "szext":
                return BitMasks.FindExtension(context.Has("clamp"), isSigned);
            case "shf":
                var (isLeft, wraps) = (context.Has("l"), context.Has("wrap"));
                return (a, b, c) => FunnelShift(a, b, c, isLeft, wraps);
            default:
                return FindBitwise(context.Statement.Opcode);
        }
    }

    /// <summary>A negative number's leading bit is its first zero.</summary>
    private static ulong Magnitude(ulong value, int bits) => Bits.SignExtend(value, bits) < 0 ? Bits.ZeroExtend(~value, bits) : value;

    private static ulong FindLeadingBit(ulong value, int bits, bool wantsShift)
    {
        if (value == 0)
            return uint.MaxValue;
        var position = BitOperations.Log2(value);
        return (ulong)(wantsShift ? bits - 1 - position : position);
    }

    private static ulong Reverse(ulong value, int bits)
    {
        ulong reversed = 0;
        for (var bit = 0; bit < bits; bit++)
            reversed |= ((value >> bit) & 1) << (bits - 1 - bit);
        return reversed;
    }

    /// <summary>
    /// A position or a length of a field. The ISA reads bits 7:0, and so do devices for 32 bits. For 64 bits they read all bits.
    /// </summary>
    private static int FieldOperand(ulong value, int bits) => bits == 32 ? (int)(value & 255) : (int)Math.Min(value, 255);

    private static ulong ExtractField(ulong value, int position, int length, int bits, bool isSigned)
    {
        if (length == 0)
            return 0;
        if (!isSigned)
            return position >= bits ? 0 : Bits.ZeroExtend(value >> position, length);

        var shifted = Bits.SignExtend(value, bits) >> Math.Min(position, 63);
        return Bits.ZeroExtend((ulong)(length >= bits ? shifted : Bits.SignExtend((ulong)shifted, length)), bits);
    }

    private static ulong LookUp(ulong a, ulong b, ulong c, uint table)
    {
        ulong result = 0;
        for (var row = 0; row < 8; row++)
        {
            if (((table >> row) & 1) != 0)
                result |= ((row & 4) != 0 ? a : ~a) & ((row & 2) != 0 ? b : ~b) & ((row & 1) != 0 ? c : ~c);
        }

        return Bits.ZeroExtend(result, 32);
    }

    private static ulong FunnelShift(ulong a, ulong b, ulong amount, bool isLeft, bool wraps)
    {
        var value = b << 32 | a;
        var shift = wraps ? (int)amount & 31 : (int)Math.Min(amount, 32);
        return isLeft ? value << shift >> 32 : Bits.ZeroExtend(shift == 32 ? b : value >> shift, 32);
    }

    private static void DecodeInsert(DecodingContext context)
    {
        var laneBytes = PtxType.LaneBytes(context.Type);
        var instruction = new InsertField(
            PtxType.BitsOf(context.Type), context.Write(0), context.Read(1, laneBytes), context.Read(2, laneBytes),
            context.Read(3, sizeof(uint)), context.Read(4, sizeof(uint)));
        context.Emit(instruction, InstructionClass.Integer);
    }

    /// <summary>bfi has four sources, one more than other instructions.</summary>
    private sealed class InsertField(
        int bits, Register target, Register field, Register into, Register position, Register length) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                var at = FieldOperand(warp.Read(position, lane), bits);
                var count = FieldOperand(warp.Read(length, lane), bits);
                var mask = at >= bits ? 0 : Bits.ZeroExtend(~0UL, count) << at;
                var shifted = at < 64 ? warp.Read(field, lane) << at : 0;
                warp.Write(target, lane, Bits.ZeroExtend((warp.Read(into, lane) & ~mask) | (shifted & mask), bits));
            }
        }
    }
}
