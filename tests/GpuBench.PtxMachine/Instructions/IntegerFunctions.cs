using GpuBench.PtxMachine.Text;

namespace GpuBench.PtxMachine.Instructions;

/// <summary>PTX ISA, "Integer Arithmetic Instructions", for one lane.</summary>
internal static class IntegerFunctions
{
    /// <returns><see langword="null"/> for an instruction that is none of them.</returns>
    public static LaneFunction? Find(InstructionStatement statement) => Find(statement.Opcode, statement.Type, statement);

    /// <param name="statement">Gives further modifiers; an operation that is part of another instruction has none.</param>
    public static LaneFunction? Find(string opcode, string type, InstructionStatement? statement = null)
    {
        var isSigned = PtxType.IsSigned(type);
        var bits = PtxType.BitsOf(type);
        var isHigh = statement?.Has("hi") == true;
        var isWide = statement?.Has("wide") == true;
        var saturates = statement?.Has("sat") == true;
        switch (opcode)
        {
            case "add":
                return saturates ? (a, b, _) => Saturate(Signed(a) + Signed(b)) : (a, b, _) => Narrow(a + b);
            case "sub":
                return saturates ? (a, b, _) => Saturate(Signed(a) - Signed(b)) : (a, b, _) => Narrow(a - b);
            case "mul":
                return isWide ? (a, b, _) => Wide(a, b) : isHigh ? (a, b, _) => High(a, b) : (a, b, _) => Narrow(a * b);
            case "mad" when saturates:
                return (a, b, c) => Saturate(Signed(High(a, b)) + Signed(c));
            case "mad":
                return isWide ? (a, b, c) => Bits.ZeroExtend(Wide(a, b) + c, bits * 2)
                    : isHigh ? (a, b, c) => Narrow(High(a, b) + c)
                    : (a, b, c) => Narrow(a * b + c);
            case "mul24":
                return (a, b, _) => Multiply24(a, b);
            case "mad24":
                return (a, b, c) => Narrow(Multiply24(a, b) + c);
            case "div":
                return (a, b, _) => Divide(a, b);
            case "rem":
                return (a, b, _) => Remainder(a, b);
            case "min":
                return (a, b, _) => isSigned ? (Signed(a) < Signed(b) ? a : b) : Math.Min(Narrow(a), Narrow(b));
            case "max":
                return (a, b, _) => isSigned ? (Signed(a) > Signed(b) ? a : b) : Math.Max(Narrow(a), Narrow(b));
            case "abs":
                return (a, _, _) => Signed(a) < 0 ? Narrow(0 - a) : Narrow(a);
            case "neg":
                return (a, _, _) => Narrow(0 - a);
            case "sad":
                return (a, b, c) => Narrow(c + Distance(a, b));
            case "dp4a":
                return DotProduct(statement!, elements: 4, bBits: 8);
            case "dp2a":
                return DotProduct(statement!, elements: 2, bBits: 8);
            default:
                return null;
        }

        long Signed(ulong value) => Bits.SignExtend(value, bits);

        ulong Narrow(ulong value) => Bits.ZeroExtend(value, bits);

        ulong Saturate(long value) => Narrow((ulong)Math.Clamp(value, int.MinValue, int.MaxValue));

        ulong Wide(ulong a, ulong b) =>
            Bits.ZeroExtend(isSigned ? (ulong)(Signed(a) * Signed(b)) : Narrow(a) * Narrow(b), bits * 2);

        ulong High(ulong a, ulong b)
        {
            if (bits < 64)
                return Narrow(Wide(a, b) >> bits);
            return isSigned ? (ulong)Math.BigMul((long)a, (long)b, out _) : Math.BigMul(a, b, out _);
        }

        ulong Multiply24(ulong a, ulong b)
        {
            var product = isSigned
                ? (ulong)(Bits.SignExtend(a, 24) * Bits.SignExtend(b, 24))
                : Bits.ZeroExtend(a, 24) * Bits.ZeroExtend(b, 24);
            return Narrow(isHigh ? product >> 16 : product);
        }

        // Division by zero is not defined; the hardware's software division returns all ones, and the dividend as remainder.
        ulong Divide(ulong a, ulong b)
        {
            if (Narrow(b) == 0)
                return Narrow(~0UL);
            if (!isSigned)
                return Narrow(a) / Narrow(b);
            return Signed(b) == -1 ? Narrow(0 - a) : Narrow((ulong)(Signed(a) / Signed(b)));
        }

        ulong Remainder(ulong a, ulong b)
        {
            if (Narrow(b) == 0)
                return Narrow(a);
            if (!isSigned)
                return Narrow(a) % Narrow(b);
            return Signed(b) == -1 ? 0 : Narrow((ulong)(Signed(a) % Signed(b)));
        }

        ulong Distance(ulong a, ulong b) => isSigned
            ? (ulong)(Math.Max(Signed(a), Signed(b)) - Math.Min(Signed(a), Signed(b)))
            : Math.Max(Narrow(a), Narrow(b)) - Math.Min(Narrow(a), Narrow(b));
    }

    /// <summary>Small products added to a 32-bit word: 4 by 4 bytes, or 2 halves by 2 bytes of the low or high half.</summary>
    private static LaneFunction DotProduct(InstructionStatement statement, int elements, int bBits)
    {
        var types = statement.Modifiers.Where(modifier => modifier is "s32" or "u32").ToArray();
        var aBits = 32 / elements;
        var skipped = elements == 2 && statement.Has("hi") ? 16 : 0;
        return (a, b, c) =>
        {
            var sum = (long)c;
            for (var element = 0; element < elements; element++)
                sum += Take(a >> (aBits * element), aBits, types[0]) * Take(b >> (bBits * element + skipped), bBits, types[1]);
            return (uint)sum;
        };

        static long Take(ulong value, int bits, string type) => type[0] == 's' ? Bits.SignExtend(value, bits) : (long)Bits.ZeroExtend(value, bits);
    }
}
