using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>PTX ISA, "Integer Arithmetic Instructions", for one lane.</summary>
internal static class IntegerFunctions
{
    /// <returns><see langword="null"/> if the instruction is none of them.</returns>
    public static LaneFunction? Find(InstructionStatement statement)
    {
        var integer = new IntegerType(PtxType.BitsOf(statement.Type), PtxType.IsSigned(statement.Type));
        var isHigh = statement.Has("hi");
        var saturates = statement.Has("sat");
        return statement.Opcode switch
        {
            "add" when saturates => (a, b, _) => integer.Saturate(integer.Signed(a) + integer.Signed(b)),
            "sub" when saturates => (a, b, _) => integer.Saturate(integer.Signed(a) - integer.Signed(b)),
            "mul" => FindProduct(integer, isHigh, statement.Has("wide")),
            "mad" when saturates => (a, b, c) => integer.Saturate(integer.Signed(integer.MultiplyHigh(a, b)) + integer.Signed(c)),
            "mad" when statement.Has("wide") => (a, b, c) => Bits.ZeroExtend(integer.MultiplyWide(a, b) + c, integer.Width * 2),
            "mad" when isHigh => (a, b, c) => integer.Narrow(integer.MultiplyHigh(a, b) + c),
            "mad" => (a, b, c) => integer.Narrow(a * b + c),
            "mul24" => (a, b, _) => integer.Multiply24(a, b, isHigh),
            "mad24" => (a, b, c) => integer.Narrow(integer.Multiply24(a, b, isHigh) + c),
            "div" => (a, b, _) => integer.Divide(a, b),
            "rem" => (a, b, _) => integer.Remainder(a, b),
            "abs" => (a, _, _) => integer.Abs(a),
            "neg" => (a, _, _) => integer.Narrow(0 - a),
            "sad" => (a, b, c) => integer.Narrow(c + integer.Distance(a, b)),
            "dp4a" => DotProduct(statement, elements: 4),
            "dp2a" => DotProduct(statement, elements: 2),
            _ => Find(statement.Opcode, statement.Type),
        };
    }

    /// <summary>The operations that are also part of other instructions, such as atomic instructions.</summary>
    public static LaneFunction? Find(string operation, string type)
    {
        var integer = new IntegerType(PtxType.BitsOf(type), PtxType.IsSigned(type));
        return operation switch
        {
            "add" => (a, b, _) => integer.Narrow(a + b),
            "sub" => (a, b, _) => integer.Narrow(a - b),
            "min" => (a, b, _) => integer.Min(a, b),
            "max" => (a, b, _) => integer.Max(a, b),
            _ => null,
        };
    }

    private static LaneFunction FindProduct(IntegerType integer, bool isHigh, bool isWide)
    {
        if (isWide)
            return (a, b, _) => integer.MultiplyWide(a, b);
        return isHigh ? (a, b, _) => integer.MultiplyHigh(a, b) : (a, b, _) => integer.Narrow(a * b);
    }

    /// <summary>Small products added to a 32-bit word: 4 by 4 bytes, or 2 halves by 2 bytes of the low or high half.</summary>
    private static LaneFunction DotProduct(InstructionStatement statement, int elements)
    {
        const int BBits = 8;
        var types = statement.Modifiers.Where(modifier => modifier is "s32" or "u32").ToArray();
        var aBits = 32 / elements;
        var skipped = elements == 2 && statement.Has("hi") ? 16 : 0;
        return (a, b, c) =>
        {
            var sum = (long)c;
            for (var element = 0; element < elements; element++)
                sum += Take(a >> (aBits * element), aBits, types[0]) * Take(b >> (BBits * element + skipped), BBits, types[1]);
            return (uint)sum;
        };

        static long Take(ulong value, int bits, string type) =>
            PtxType.IsSigned(type) ? Bits.SignExtend(value, bits) : (long)Bits.ZeroExtend(value, bits);
    }
}
