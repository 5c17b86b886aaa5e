using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>Instructions that select or test a number without rounding: min, max, abs, neg, copysign, testp.</summary>
internal static class FloatSelectionCases
{
    private const string Family = "float selection", Chapter = "Floating Point Instructions: ";

    public static IEnumerable<ConformanceCase> All() => Extremes().Concat(Signs()).Concat(Copysigns()).Concat(Tests());

    private static IEnumerable<ConformanceCase> Extremes() =>
        from maximum in new[] { false, true }
        from variant in new (string Type, string Modifiers)[]
        {
            ("f32", ""), ("f32", ".ftz"), ("f32", ".NaN"), ("f32", ".ftz.NaN"), ("f64", ""),
            ("f16", ""), ("f16", ".ftz"), ("f16", ".NaN"), ("f16x2", ""), ("f16x2", ".ftz.NaN"), ("bf16", ""), ("bf16", ".NaN"),
            ("bf16x2", ""), ("bf16x2", ".NaN"),
        }
        select Extreme(maximum, variant.Type, variant.Modifiers);

    private static ConformanceCase Extreme(bool maximum, string type, string modifiers)
    {
        var packed = type.EndsWith("x2", StringComparison.Ordinal);
        var format = FloatFormat.Of(packed ? type[..^2] : type);
        var flush = modifiers.Contains("ftz", StringComparison.Ordinal);
        var keepNaN = modifiers.Contains("NaN", StringComparison.Ordinal);
        var operands = SampleOperands.Floats(format, 2, seed: 3);
        var values = operands[0]
            .Zip(operands[1], (a, b) => Extreme(format, maximum, keepNaN, flush ? format.Flush(a) : a, flush ? format.Flush(b) : b))
            .ToArray();
        return Case((maximum ? "max" : "min") + modifiers + "." + type, format, packed, operands, values, canonicalNaN: keepNaN);
    }

    private static ulong Extreme(FloatFormat format, bool maximum, bool keepNaN, ulong a, ulong b)
    {
        if (format.IsNaN(a) || format.IsNaN(b))
            return keepNaN || format.IsNaN(a) && format.IsNaN(b) ? format.CanonicalNaN : format.IsNaN(a) ? b : a;

        // Here +0 is greater than -0. The comparison of numbers treats them as equal.
        var order = ExactNumber.Compare(format.Decode(a), format.Decode(b))!.Value;
        if (order == 0)
            order = (a & format.SignBit) == (b & format.SignBit) ? 0 : (a & format.SignBit) != 0 ? -1 : 1;
        return order >= 0 == maximum ? a : b;
    }

    private static IEnumerable<ConformanceCase> Signs()
    {
        foreach (var type in new[] { "f32", "f64", "f16", "f16x2", "bf16", "bf16x2" })
        {
            foreach (var flush in type is "f32" or "f16" or "f16x2" ? new[] { false, true } : [false])
            {
                var packed = type.EndsWith("x2", StringComparison.Ordinal);
                var format = FloatFormat.Of(packed ? type[..^2] : type);
                var operands = SampleOperands.Floats(format, 1, seed: 5);
                ulong[] Each(Func<ulong, ulong> change) => operands[0].Select(a => change(flush ? format.Flush(a) : a)).ToArray();
                var suffix = (flush ? ".ftz." : ".") + type;
                yield return Case("abs" + suffix, format, packed, operands, Each(a => a & ~format.SignBit));
                yield return Case("neg" + suffix, format, packed, operands, Each(a => a ^ format.SignBit));
            }
        }
    }

    private static IEnumerable<ConformanceCase> Copysigns()
    {
        foreach (var format in new[] { FloatFormat.Binary32, FloatFormat.Binary64 })
        {
            var operands = SampleOperands.Floats(format, 2, seed: 7);
            var values = operands[0].Zip(operands[1], (sign, number) => number & ~format.SignBit | sign & format.SignBit).ToArray();
            yield return Case("copysign." + format.Name, format, packed: false, operands, values);
        }
    }

    private static IEnumerable<ConformanceCase> Tests()
    {
        var tests = new (string Name, Func<FloatFormat, ulong, bool> Holds)[]
        {
            ("finite", (f, x) => f.Decode(x).IsFinite),
            ("infinite", (f, x) => f.Decode(x).IsInfinite),
            ("number", (f, x) => !f.IsNaN(x)),
            ("notanumber", (f, x) => f.IsNaN(x)),
            ("normal", (f, x) => f.Decode(x) is { IsFinite: true, IsZero: false } && !f.IsSubnormal(x)),
            ("subnormal", (f, x) => f.IsSubnormal(x)),
        };
        foreach (var (name, holds) in tests)
        {
            foreach (var format in new[] { FloatFormat.Binary32, FloatFormat.Binary64 })
            {
                var operand = SampleOperands.Floats(format, 1, seed: 9)[0];
                var instruction = $"testp.{name}.{format.Name}";
                yield return ElementwiseCase.Create(
                    Family, instruction, Chapter + "testp", PtxTarget.Sm80,
                    [new(format.Bytes, operand)],
                    [new(4, operand.Select(x => holds(format, x) ? 1ul : 0).ToArray())],
                    $".reg .pred %p;\n{instruction} %p, %a0;\nselp.b32 %d0, 1, 0, %p;");
            }
        }
    }

    private static ConformanceCase Case(
        string instruction, FloatFormat format, bool packed, ulong[][] operands, ulong[] values, bool canonicalNaN = false)
    {
        ulong[] Layout(ulong[] list) => packed ? FloatCase.Pack(list, format.Bits) : list;
        var bytes = packed ? 2 * format.Bytes : format.Bytes;
        return ElementwiseCase.Create(
            Family, instruction, Chapter + instruction[..instruction.IndexOf('.', StringComparison.Ordinal)], PtxTarget.Sm80,
            operands.Select(o => new Operand(bytes, Layout(o))).ToArray(),
            [new(bytes, Layout(values)) { Format = format, CanonicalNaN = canonicalNaN }],
            $"{instruction} %d0, {string.Join(", ", operands.Select((_, k) => $"%a{k}"))};");
    }
}
