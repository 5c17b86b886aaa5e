using System.Numerics;
using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>cvt between integers, from integers to floating point and back, with out-of-range numbers and NaN.</summary>
internal static class IntegerConversionCases
{
    private const string Family = "integer conversions", Section = "Data Movement and Conversion Instructions: cvt";

    private static readonly string[] Types = ["u8", "s8", "u16", "s16", "u32", "s32", "u64", "s64"];

    public static IEnumerable<ConformanceCase> All() => BetweenIntegers().Concat(ToFloats()).Concat(FromFloats());

    // .sat is illegal if the destination type contains every number of the source type.
    private static IEnumerable<ConformanceCase> BetweenIntegers() =>
        from to in Types.Select(t => new IntegerType(t))
        from sat in new[] { false, true }
        from source in Types.Select(t => new IntegerType(t))
        where to.Name != source.Name && (!sat || source.Least < to.Least || source.Greatest > to.Greatest)
        select Integers(to, source, sat);

    private static ConformanceCase Integers(IntegerType to, IntegerType from, bool sat)
    {
        var source = SampleOperands.Integers(Math.Max(from.Bits, 16));
        var values = source.Select(a => Extend(to, sat ? to.Saturate(from.Value(a)) : to.Wrap(from.Value(a))));
        return Case($"cvt.{(sat ? "sat." : "")}{to.Name}.{from.Name}", Register(from), source, Register(to), values, null);
    }

    private static IEnumerable<ConformanceCase> ToFloats() =>
        from to in new[] { FloatFormat.Binary16, FloatFormat.Binary32, FloatFormat.Binary64 }
        from rounding in new[] { "rn", "rz", "rm", "rp" }
        from source in Types.Select(t => new IntegerType(t))
        let operands = SampleOperands.Integers(Math.Max(source.Bits, 16)).Concat(
            SampleOperands.Bits(Math.Max(source.Bits, 16), 200, 97)).ToArray()
        select Case(
            $"cvt.{rounding}.{to.Name}.{source.Name}", Register(source), operands, to.Bytes,
            operands.Select(a => to.Round(ExactNumber.FromInteger(source.Value(a)), RoundingModes.Parse(rounding))), to);

    private static IEnumerable<ConformanceCase> FromFloats() =>
        from source in new[] { FloatFormat.Binary16, FloatFormat.Binary32, FloatFormat.Binary64 }
        from rounding in new[] { "rni", "rzi", "rmi", "rpi" }
        from flush in source == FloatFormat.Binary32 ? new[] { "", ".ftz" } : [""]
        from to in Types.Select(t => new IntegerType(t))
        select FromFloat(source, rounding, flush, to);

    private static ConformanceCase FromFloat(FloatFormat source, string rounding, string flush, IntegerType to)
    {
        // Numbers just inside and just outside of the range, and the usual special operands.
        var edges = new[] { to.Least, to.Greatest, to.Least - 1, to.Greatest + 1 }
            .Select(v => source.Round(ExactNumber.FromInteger(v)))
            .SelectMany(b => new[] { b, b - 1, b + 1 });
        var operands = SampleOperands.Floats(source, 1, seed: 98)[0].Concat(SampleOperands.Near(source, 300, 200, 99)).Concat(edges)
            .Concat(new[] { 0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 127.5, 128.5, -128.5, 255.5 }.Select(source.FromDouble)).ToArray();
        var mode = RoundingModes.Parse(rounding);
        var values = operands.Select(a => Extend(to, Convert(source.Decode(flush.Length > 0 ? source.Flush(a) : a), mode, to, source)));
        return Case($"cvt.{rounding}{flush}.{to.Name}.{source.Name}", source.Bytes, operands, Register(to), values, null);
    }

    // NaN becomes 0. But if either side has 64 bits, only the top bit of the destination is set.
    private static ulong Convert(ExactNumber value, RoundingMode mode, IntegerType to, FloatFormat source)
    {
        if (value.IsNaN)
            return to.Bits == 64 || source == FloatFormat.Binary64 ? 1ul << (to.Bits - 1) : 0;
        if (value.IsInfinite)
            return to.Wrap(value.Negative ? to.Least : to.Greatest);
        var magnitude = mode.RoundShift(value.Magnitude, -value.Exponent, value.Negative);
        return to.Saturate(value.Negative ? -magnitude : magnitude);
    }

    // A destination that is narrower than its register is sign-extended to the register's width, by the sign of its own type.
    private static ulong Extend(IntegerType to, ulong bits) => (ulong)(to.Value(bits) & (BigInteger.One << (8 * Register(to))) - 1);

    // There are no 8-bit registers.
    private static int Register(IntegerType type) => Math.Max(type.Bytes, 2);

    private static ConformanceCase Case(
        string instruction, int sourceBytes, ulong[] source, int resultBytes, IEnumerable<ulong> values, FloatFormat? format) =>
        ElementwiseCase.Create(
            Family, instruction, Section, PtxTarget.Sm80, [new(sourceBytes, source)],
            [new(resultBytes, values.ToArray()) { Format = format }], instruction + " %d0, %a0;");
}
