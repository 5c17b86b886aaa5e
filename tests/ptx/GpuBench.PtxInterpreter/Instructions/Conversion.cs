using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>PTX ISA, "cvt": one source, or two sources that are packed.</summary>
internal static class Conversion
{
    public static void Decode(DecodingContext context)
    {
        var target = context.Write(0);
        var a = context.Read(1, PtxType.LaneBytes(context.Type));
        var b = context.ReadOrNone(2, PtxType.LaneBytes(context.Type));
        var function = Find(context) ?? throw context.Unsupported();
        context.Emit(new LaneInstruction(target, a, b, Register.None, function), InstructionClass.Move);
    }

    private static LaneFunction? Find(DecodingContext context)
    {
        if (context.Statement.Modifiers.Count < 2)
            return null;

        var from = context.Type;
        var to = context.Statement.Modifiers[^2];
        var rounding = context.Statement.Modifiers.FirstOrDefault(IsRounding) ?? "";
        var clampsNegative = context.Has("relu");
        switch (to)
        {
            case "f16x2" or "bf16x2" when from == "f32":
                return PackHalves(to[..^2], rounding, clampsNegative);
            case "e4m3x2" or "e5m2x2":
                return PackFp8(to == "e4m3x2", from, clampsNegative);
            case "tf32":
                return (a, _, _) => FloatFormat.EncodeTf32((uint)Clamp(a), rounding);
            case "f16x2" when from is "e4m3x2" or "e5m2x2":
                return UnpackFp8(from == "e4m3x2", clampsNegative);
        }

        return IsNumber(from) && IsNumber(to) ? FindScalar(context, from, to, rounding) : null;

        ulong Clamp(ulong bits) => clampsNegative && Bits.AsSingle(bits) <= 0 ? 0 : bits;
    }

    private static LaneFunction FindScalar(DecodingContext context, string from, string to, string rounding)
    {
        var saturates = context.Has("sat");
        var flushes = context.Has("ftz");
        var clampsNegative = context.Has("relu");
        var directed = rounding is "rz" or "rm" or "rp" ? rounding : "rn";
        if (PtxType.IsFloat(from) && PtxType.IsFloat(to))
        {
            // Between equal types, rn, rz, rm and rp round to an integral value, as rni, rzi, rmi and rpi do.
            var isIntegral = rounding.EndsWith('i') || (rounding.Length > 0 && from == to);
            return (a, _, _) =>
            {
                var value = Read(a);
                if (isIntegral)
                    value = RoundToIntegral(value, rounding);
                if (saturates)
                    value = double.IsNaN(value) ? 0 : Math.Clamp(value, 0, 1);
                if (clampsNegative && value <= 0)
                    value = 0;
                var bits = FloatFormat.Encode(value, to, directed);
                return flushes && to == "f32" ? FloatFormat.FlushSubnormal(bits, to) : bits;
            };
        }

        if (PtxType.IsFloat(from))
            return (a, _, _) => Extend((ulong)ToInteger(RoundToIntegral(Read(a), rounding), from, to), to);
        if (PtxType.IsFloat(to))
            return (a, _, _) => FromInteger(a, from, to, directed, saturates);
        return (a, _, _) => Extend((ulong)(saturates ? Saturate(ReadInteger(a, from), to) : ReadInteger(a, from)), to);

        double Read(ulong bits) => FloatFormat.Decode(flushes && from == "f32" ? FloatFormat.FlushSubnormal(bits, from) : bits, from);
    }

    private static bool IsRounding(string modifier) =>
        modifier is "rni" or "rzi" or "rmi" or "rpi" or "rn" or "rz" or "rm" or "rp" or "rna";

    private static bool IsNumber(string type) =>
        PtxType.IsFloat(type) || (type[0] is 's' or 'u' && type is [_, _, ..] && char.IsAsciiDigit(type[1]));

    private static double RoundToIntegral(double value, string rounding) => rounding.TrimEnd('i') switch
    {
        "rn" => Math.Round(value, MidpointRounding.ToEven),
        "rz" => Math.Truncate(value),
        "rm" => Math.Floor(value),
        "rp" => Math.Ceiling(value),
        _ => value,
    };

    /// <summary>Values out of range become the nearest limit. NaN becomes 0, or the top bit if one of the types has 64 bits.</summary>
    private static Int128 ToInteger(double value, string from, string to)
    {
        var (low, high) = LimitsOf(to);
        if (double.IsNaN(value))
            return from == "f64" || PtxType.SizeOf(to) == 8 ? (Int128)(1UL << (PtxType.BitsOf(to) - 1)) : 0;
        return value <= (double)low ? low : value >= (double)high ? high : (Int128)value;
    }

    private static ulong FromInteger(ulong bits, string from, string to, string rounding, bool saturates)
    {
        var value = ReadInteger(bits, from);
        if (saturates)
            value = Int128.Clamp(value, 0, 1);

        // The cast rounds to the nearest once. The rounding error determines a directed rounding.
        var nearest = (double)value;
        var error = (double)(value - (Int128)nearest);
        if (to == "f32" && rounding == "rn")
            return Bits.Of((float)value);
        return FloatFormat.Encode(nearest, to, rounding, error);
    }

    private static Int128 ReadInteger(ulong bits, string type) => PtxType.IsSigned(type)
        ? Bits.SignExtend(bits, PtxType.BitsOf(type))
        : Bits.ZeroExtend(bits, PtxType.BitsOf(type));

    private static Int128 Saturate(Int128 value, string type)
    {
        var (low, high) = LimitsOf(type);
        return Int128.Clamp(value, low, high);
    }

    private static (Int128 Low, Int128 High) LimitsOf(string type)
    {
        var bits = PtxType.BitsOf(type);
        return PtxType.IsSigned(type)
            ? (-(Int128.One << (bits - 1)), (Int128.One << (bits - 1)) - 1)
            : (0, (Int128.One << bits) - 1);
    }

    /// <summary>Extends a value whose type is narrower than its register to the width of the register.</summary>
    private static ulong Extend(ulong value, string type) => PtxType.IsSigned(type)
        ? (ulong)Bits.SignExtend(value, PtxType.BitsOf(type))
        : Bits.ZeroExtend(value, PtxType.BitsOf(type));

    private static LaneFunction PackHalves(string type, string rounding, bool clampsNegative)
    {
        return (a, b, _) => Half(a) << 16 | Half(b);

        ulong Half(ulong bits)
        {
            double value = Bits.AsSingle(bits);
            return FloatFormat.Encode(clampsNegative && value <= 0 ? 0 : value, type, rounding == "rz" ? "rz" : "rn");
        }
    }

    private static LaneFunction? PackFp8(bool isE4m3, string from, bool clampsNegative)
    {
        return from switch
        {
            "f32" => (a, b, _) => (ulong)Encode(Bits.AsSingle(a)) << 8 | Encode(Bits.AsSingle(b)),
            "f16x2" =>
                (a, _, _) => (ulong)Encode(FloatFormat.DecodeHalf((ushort)(a >> 16))) << 8 | Encode(FloatFormat.DecodeHalf((ushort)a)),
            _ => null,
        };

        byte Encode(float value) => Fp8.Encode(clampsNegative && value <= 0 ? 0 : value, isE4m3);
    }

    private static LaneFunction UnpackFp8(bool isE4m3, bool clampsNegative)
    {
        return (a, _, _) => Half((byte)(a >> 8)) << 16 | Half((byte)a);

        ulong Half(byte bits)
        {
            var value = Fp8.Decode(bits, isE4m3);
            return FloatFormat.Encode(clampsNegative && value <= 0 ? 0 : value, "f16");
        }
    }
}
