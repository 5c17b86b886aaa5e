using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>
/// PTX ISA, "Floating Point Instructions" and "Half Precision Floating Point Instructions", for one lane. Results are
/// computed in double precision and rounded once. The approximate functions are therefore more exact than on a device.
/// </summary>
internal static class FloatFunctions
{
    /// <returns><see langword="null"/> if the instruction is none of them.</returns>
    public static LaneFunction? Find(InstructionStatement statement, string type) => Find(statement.Opcode, type, statement);

    /// <param name="statement">Contains further modifiers. Null if the operation is part of another instruction.</param>
    public static LaneFunction? Find(string opcode, string type, InstructionStatement? statement = null)
    {
        if (PtxType.IsPair(type))
            return Find(opcode, type[..^2], statement) is { } half ? InPairs(half) : null;

        var format = new ResultFormat(type, statement);
        return FindBitwise(opcode, type, statement) ?? FindUnary(opcode, format) ?? FindArithmetic(opcode, format);
    }

    private static LaneFunction InPairs(LaneFunction half) => (a, b, c) =>
        half(a & 0xffff, b & 0xffff, c & 0xffff) | half((a >> 16) & 0xffff, (b >> 16) & 0xffff, (c >> 16) & 0xffff) << 16;

    private static LaneFunction? FindBitwise(string opcode, string type, InstructionStatement? statement)
    {
        var sign = 1UL << (PtxType.BitsOf(type) - 1);
        var flushes = statement?.Has("ftz") == true;
        switch (opcode)
        {
            case "neg":
                return (a, _, _) => Flush(a) ^ sign;
            case "abs":
                return (a, _, _) => Flush(a) & ~sign;
            case "copysign":
                return (a, b, _) => (b & ~sign) | (a & sign);
            case "testp":
                var property = statement!.Modifiers[0];
                return (a, _, _) => HasProperty(FloatFormat.Decode(a, type), type, property) ? 1UL : 0;
            default:
                return null;
        }

        ulong Flush(ulong bits) => flushes ? FloatFormat.FlushSubnormal(bits, type) : bits;
    }

    private static bool HasProperty(double value, string type, string property) => property switch
    {
        "finite" => double.IsFinite(value),
        "infinite" => double.IsInfinity(value),
        "number" => !double.IsNaN(value),
        "notanumber" => double.IsNaN(value),
        "normal" => type == "f32" ? float.IsNormal((float)value) : double.IsNormal(value),
        _ => type == "f32" ? float.IsSubnormal((float)value) : double.IsSubnormal(value),
    };

    private static LaneFunction? FindUnary(string opcode, ResultFormat format)
    {
        switch (opcode)
        {
            case "sqrt":
                return format.Of(a => Math.Sqrt(a), ExactSign.OfRoot);
            case "rcp":
                return format.Of(a => 1 / a, (a, inverse) => ExactSign.OfQuotient(1, a, inverse));
            case "rsqrt":
                return format.Of(a => 1 / Math.Sqrt(a));
            case "ex2":
                return format.Of(a => Math.Pow(2, a));
            case "lg2":
                return format.Of(Math.Log2);
            case "sin":
                return format.Of(Math.Sin);
            case "cos":
                return format.Of(Math.Cos);
            case "tanh":
                return format.Of(Math.Tanh);
            default:
                return null;
        }
    }

    private static LaneFunction? FindArithmetic(string opcode, ResultFormat format)
    {
        switch (opcode)
        {
            case "add":
                return format.Sum(1);
            case "sub":
                return format.Sum(-1);
            case "mul":
                return format.Of((a, b) => a * b, ExactSign.OfProduct);
            case "div":
                return format.Of((a, b) => a / b, ExactSign.OfQuotient);
            case "fma" or "mad":
                return format.Fused();
            case "min":
                return format.Of((a, b) => Choose(a, b, Math.Min(a, b), format.KeepsNaN));
            case "max":
                return format.Of((a, b) => Choose(a, b, Math.Max(a, b), format.KeepsNaN));
            default:
                return null;
        }
    }

    /// <summary>If one operand is NaN, the result is the other operand, unless the instruction has the modifier NaN.</summary>
    private static double Choose(double a, double b, double better, bool keepsNaN)
    {
        if (keepsNaN || !(double.IsNaN(a) ^ double.IsNaN(b)))
            return better;
        return double.IsNaN(a) ? b : a;
    }
}
