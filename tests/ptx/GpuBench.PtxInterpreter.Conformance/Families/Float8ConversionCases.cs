using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>cvt to and from pairs of 8-bit floating-point numbers, which always saturate to finite numbers.</summary>
internal static class Float8ConversionCases
{
    private const string Family = "8-bit float conversions", Section = "Data Movement and Conversion Instructions: cvt";

    public static IEnumerable<ConformanceCase> All() => new[] { FloatFormat.E4M3, FloatFormat.E5M2 }.SelectMany(Of);

    private static IEnumerable<ConformanceCase> Of(FloatFormat format)
    {
        foreach (var relu in new[] { false, true })
        {
            yield return FromSingles(format, relu);
            yield return FromHalves(format, relu);
            yield return ToHalves(format, relu);
        }
    }

    private static ConformanceCase FromSingles(FloatFormat format, bool relu)
    {
        var high = Sources(FloatFormat.Binary32, format);
        var low = high.Select((_, i) => high[(i + 3) % high.Length]).ToArray();
        return Case(
            $"cvt.rn.satfinite{Relu(relu)}.{format.Name}x2.f32", [new(4, high), new(4, low)], 2, format,
            i => (Narrow(format, FloatFormat.Binary32.Decode(high[i]), relu), Narrow(format, FloatFormat.Binary32.Decode(low[i]), relu)));
    }

    private static ConformanceCase FromHalves(FloatFormat format, bool relu)
    {
        var halves = Sources(FloatFormat.Binary16, format);
        var pairs = FloatCase.Pack(halves, 16);
        return Case(
            $"cvt.rn.satfinite{Relu(relu)}.{format.Name}x2.f16x2", [new(4, pairs)], 2, format,
            i => (
                Narrow(format, FloatFormat.Binary16.Decode(pairs[i] >> 16), relu),
                Narrow(format, FloatFormat.Binary16.Decode(pairs[i] & 0xffff), relu)));
    }

    // Every 8-bit number, in a pair with another 8-bit number.
    private static ConformanceCase ToHalves(FloatFormat format, bool relu)
    {
        var pairs = Enumerable.Range(0, 256).Select(i => (ulong)i << 8 | (ulong)(i * 37 + 11) % 256).ToArray();
        (ulong, bool) Widen(ulong bits) => new FloatModifiers(Relu: relu).Finish(format.Decode(bits), FloatFormat.Binary16);
        return Case(
            $"cvt.rn{Relu(relu)}.f16x2.{format.Name}x2", [new(2, pairs)], 4, FloatFormat.Binary16,
            i => (Widen(pairs[i] >> 8), Widen(pairs[i] & 0xff)));
    }

    private static ConformanceCase Case(
        string instruction, Operand[] operands, int resultBytes, FloatFormat format,
        Func<int, ((ulong Bits, bool Defined) High, (ulong Bits, bool Defined) Low)> convert)
    {
        var results = Enumerable.Range(0, operands[0].Values.Count).Select(convert).ToArray();
        return ElementwiseCase.Create(
            Family, instruction, Section, PtxTarget.Sm89, operands,
            [
                new(resultBytes, results.Select(r => r.High.Bits << (4 * resultBytes) | r.Low.Bits).ToArray())
                {
                    Format = format,
                    Undefined = Enumerable.Range(0, results.Length)
                        .Where(i => !results[i].High.Defined || !results[i].Low.Defined).ToHashSet(),
                },
            ],
            $"{instruction} %d0, {string.Join(", ", operands.Select((_, k) => $"%a{k}"))};");
    }

    private static (ulong Bits, bool Defined) Narrow(FloatFormat format, ExactNumber value, bool relu) =>
        relu && !value.IsNaN && value.Negative ? (0, !value.IsZero) : (format.Round(value, saturateFinite: true), true);

    // Every number of the 8-bit format and the middle between it and its neighbour, and the usual special operands.
    private static ulong[] Sources(FloatFormat from, FloatFormat to)
    {
        var half = 1ul << (from.MantissaBits - to.MantissaBits - 1);
        return Enumerable.Range(0, 256).Select(b => to.Decode((ulong)b)).Where(n => n.IsFinite).Select(n => from.Round(n))
            .SelectMany(b => new[] { b, b + half, b + half - 1, b + half + 1 })
            .Concat(SampleOperands.Floats(from, 1, seed: 95)[0]).Concat(SampleOperands.Near(from, 1000, 200, 96)).ToArray();
    }

    private static string Relu(bool relu) => relu ? ".relu" : "";
}
