using System.Numerics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>PTX ISA, "Comparison and Selection Instructions".</summary>
internal static class Comparison
{
    private const ulong SingleOne = 0x3f800000;

    public static void Decode(DecodingContext context)
    {
        switch (context.Statement.Opcode)
        {
            case "selp":
                DecodeSelect(context);
                break;
            case "slct":
                DecodeSelectBySign(context);
                break;
            case "set":
                DecodeSet(context);
                break;
            default:
                DecodeSetPredicate(context);
                break;
        }
    }

    private static void DecodeSelect(DecodingContext context)
    {
        var instruction = new LaneInstruction(
            context.Write(0), context.Read(1), context.Read(2), context.ReadPredicate(3), (a, b, predicate) => predicate != 0 ? a : b);
        context.Emit(instruction, InstructionClass.Move);
    }

    private static void DecodeSelectBySign(DecodingContext context)
    {
        var laneBytes = PtxType.LaneBytes(context.Statement.Modifiers[^2]);
        var flushes = context.Has("ftz");
        LaneFunction select = context.Type == "f32"
            ? (a, b, c) => Bits.AsSingle(flushes ? FloatFormat.FlushSubnormal(c, "f32") : c) >= 0 ? a : b
            : (a, b, c) => (int)c >= 0 ? a : b;
        var instruction = new LaneInstruction(
            context.Write(0), context.Read(1, laneBytes), context.Read(2, laneBytes), context.Read(3), select);
        context.Emit(instruction, InstructionClass.Move);
    }

    private static void DecodeSet(DecodingContext context)
    {
        if (Combination(context) is not null)
            throw context.Unsupported();

        var compare = Comparisons.Find(context.Statement.Modifiers[0], context.Type, context.Has("ftz")) ?? throw context.Unsupported();
        var whenTrue = context.Statement.Modifiers[^2] == "f32" ? SingleOne : uint.MaxValue;
        var instruction = new LaneInstruction(
            context.Write(0), context.Read(1), context.Read(2), Register.None, (a, b, _) => compare(a, b) ? whenTrue : 0);
        context.Emit(instruction, ClassOf(context));
    }

    private static void DecodeSetPredicate(DecodingContext context)
    {
        var comparison = context.Statement.Modifiers[0];
        var target = context.Write(0);
        var opposite = context.WriteSecond(0);
        var a = context.Read(1);
        var b = context.Read(2);
        var combination = Combination(context);
        if (combination is null && !opposite.Exists && !context.Has("ftz")
            && ComparisonVectors.Find(comparison, context.Type, target, a, b) is { } vector)
        {
            context.Emit(vector, ClassOf(context));
            return;
        }

        var compare = Comparisons.Find(comparison, context.Type, context.Has("ftz")) ?? throw context.Unsupported();
        var operand = combination is null ? Register.None : context.ReadPredicate(3);
        var combine = combination is null ? null : Logic.FindBitwise(combination);
        var isNegated = combination is not null && context.IsNegated(3);
        context.Emit(new SetPredicate(target, opposite, a, b, operand, isNegated, compare, combine), ClassOf(context));
    }

    private static string? Combination(DecodingContext context) =>
        context.Statement.Modifiers.FirstOrDefault(modifier => modifier is "and" or "or" or "xor");

    private static InstructionClass ClassOf(DecodingContext context) =>
        PtxType.IsFloat(context.Type) ? InstructionClass.Float : InstructionClass.Integer;

    /// <summary>The full form. A second predicate gets the opposite result. Both are combined with a third predicate.</summary>
    private sealed class SetPredicate(
        Register target, Register opposite, Register a, Register b, Register operand, bool operandIsNegated,
        Func<ulong, ulong, bool> compare, LaneFunction? combine) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                var result = compare(warp.Read(a, lane), warp.Read(b, lane)) ? 1UL : 0;
                var inverse = result ^ 1;
                if (combine is not null)
                {
                    var other = warp.Read(operand, lane) ^ (operandIsNegated ? 1UL : 0);
                    (result, inverse) = (combine(result, other, 0), combine(inverse, other, 0));
                }

                warp.Write(target, lane, result);
                warp.Write(opposite, lane, inverse);
            }
        }
    }
}
