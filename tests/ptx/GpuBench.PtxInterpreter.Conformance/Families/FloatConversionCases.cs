using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>cvt between floating-point formats: every rounding mode, to integral values, saturation, flushing.</summary>
internal static class FloatConversionCases
{
    private const string Family = "float conversions", Section = "Data Movement and Conversion Instructions: cvt";

    public static IEnumerable<ConformanceCase> All() =>
        Narrowing().Concat(Widening()).Concat(Integral()).Concat(BFloat16()).Concat(TensorFloat32()).Concat(Pairs());

    private static IEnumerable<ConformanceCase> Narrowing() =>
        from types in new[] { ("f32", "f64"), ("f16", "f64"), ("f16", "f32") }
        from rounding in new[] { "rn", "rz", "rm", "rp" }
        from modifiers in types switch
        {
            ("f32", _) => new[] { "", ".ftz", ".sat" },
            (_, "f32") => ["", ".ftz", ".sat", ".ftz.sat"],
            _ => ["", ".sat"],
        }
        select Case($"cvt.{rounding}{modifiers}.{types.Item1}.{types.Item2}");

    private static IEnumerable<ConformanceCase> Widening() =>
        new[]
        {
            "cvt.f32.f16", "cvt.sat.f32.f16", "cvt.f64.f16", "cvt.f64.f32", "cvt.ftz.f64.f32", "cvt.sat.f64.f32", "cvt.sat.f32.f32",
            "cvt.ftz.f32.f32", "cvt.ftz.sat.f32.f32",
        }.Select(i => Case(i));

    private static IEnumerable<ConformanceCase> Integral() =>
        from type in new[] { "f16", "f32", "f64" }
        from rounding in new[] { "rni", "rzi", "rmi", "rpi" }
        from modifiers in type == "f32" ? new[] { "", ".ftz", ".sat" } : [""]
        select Case($"cvt.{rounding}{modifiers}.{type}.{type}");

    private static IEnumerable<ConformanceCase> BFloat16()
    {
        foreach (var type in new[] { "f16", "bf16" })
        {
            foreach (var rounding in type == "f16" ? new[] { "rn" } : ["rn", "rz"])
                yield return Case($"cvt.{rounding}.relu.{type}.f32");
        }

        yield return Case("cvt.rn.bf16.f32");
        yield return Case("cvt.rz.bf16.f32");
        yield return Case("cvt.f32.bf16", PtxTarget.Sm90);
        yield return Case("cvt.f64.bf16", PtxTarget.Sm90);
        foreach (var rounding in new[] { "rn", "rz", "rm", "rp" })
        {
            yield return Case($"cvt.{rounding}.bf16.f16", PtxTarget.Sm90);
            yield return Case($"cvt.{rounding}.f16.bf16", PtxTarget.Sm90);
            yield return Case($"cvt.{rounding}.bf16.f64", PtxTarget.Sm90);
        }
    }

    private static ConformanceCase Case(string instruction, PtxTarget target = PtxTarget.Sm80)
    {
        var parts = instruction.Split('.');
        var (to, from) = (FloatFormat.Of(parts[^2]), FloatFormat.Of(parts[^1]));
        var integralRounding = parts.FirstOrDefault(p => p is "rni" or "rzi" or "rmi" or "rpi");
        var modifiers = FloatModifiers.Parse(instruction);

        // .ftz applies only to binary32, as source or as destination.
        var flush = modifiers.Ftz;
        var source = Sources(from, to);
        var undefined = new HashSet<int>();
        var values = source.Select((bits, i) =>
        {
            var exact = from.Decode(flush && from == FloatFormat.Binary32 ? from.Flush(bits) : bits);
            if (integralRounding is not null)
                exact = ToIntegral(exact, RoundingModes.Parse(integralRounding));
            var (result, defined) = (modifiers with { Ftz = flush && to == FloatFormat.Binary32 }).Finish(exact, to);
            if (!defined)
                undefined.Add(i);
            return result;
        }).ToArray();
        return ElementwiseCase.Create(
            Family, instruction, Section, target, [new(from.Bytes, source)],
            [new(to.Bytes, values) { Format = to, Undefined = undefined }], instruction + " %d0, %a0;");
    }

    // Numbers of the source format, and numbers around the middle between two neighbours of the destination format.
    private static ulong[] Sources(FloatFormat from, FloatFormat to)
    {
        var near = SampleOperands.Specials(to).Concat(SampleOperands.Bits(to.Bits, 60, 90)).Where(b => to.Decode(b).IsFinite)
            .Select(b => from.Round(to.Decode(b), RoundingMode.Zero))
            .SelectMany(b => from.MantissaBits > to.MantissaBits
                ? new[]
                {
                    b, b + (1ul << (from.MantissaBits - to.MantissaBits - 1)),
                    b + (1ul << (from.MantissaBits - to.MantissaBits - 1)) - 1, b + 1,
                }
                : [b]);
        return SampleOperands.Floats(from, 1, seed: 91)[0].Concat(SampleOperands.Near(from, 70000, 200, 92)).Concat(near).ToArray();
    }

    private static ExactNumber ToIntegral(ExactNumber value, RoundingMode mode) =>
        !value.IsFinite || value.IsZero || value.Exponent >= 0
            ? value
            : ExactNumber.Finite(value.Negative, mode.RoundShift(value.Magnitude, -value.Exponent, value.Negative), 0);

    // The low 13 bits of a tf32 number are not defined, so the kernel clears them.
    private static IEnumerable<ConformanceCase> TensorFloat32()
    {
        var source = Sources(FloatFormat.Binary32, FloatFormat.TensorFloat32);
        foreach (var (modifiers, target) in new[]
        {
            ("rna", PtxTarget.Sm80), ("rn", PtxTarget.Sm90), ("rz", PtxTarget.Sm90), ("rn.relu", PtxTarget.Sm90),
            ("rz.relu", PtxTarget.Sm90),
        })
        {
            var clamp = FloatModifiers.Parse(modifiers);
            var results = source.Select(b => clamp.Finish(FloatFormat.Binary32.Decode(b), FloatFormat.TensorFloat32)).ToArray();
            yield return ElementwiseCase.Create(
                Family, $"cvt.{modifiers}.tf32.f32", Section, target, [new(4, source)],
                [
                    new(4, results.Select(r => r.Bits << 13).ToArray())
                    {
                        Format = FloatFormat.Binary32,
                        Undefined = Enumerable.Range(0, results.Length).Where(i => !results[i].Defined).ToHashSet(),
                    },
                ],
                $"cvt.{modifiers}.tf32.f32 %d0, %a0;\nand.b32 %d0, %d0, 0xffffe000;");
        }
    }

    // The instruction converts two numbers. The first operand becomes the upper half.
    private static IEnumerable<ConformanceCase> Pairs()
    {
        foreach (var type in new[] { "f16", "bf16" })
        {
            var format = FloatFormat.Of(type);
            var high = Sources(FloatFormat.Binary32, format);
            var low = high.Select((_, i) => high[(i + 3) % high.Length]).ToArray();
            foreach (var modifiers in new[] { "rn", "rz", "rn.relu", "rz.relu" })
            {
                var clamp = FloatModifiers.Parse(modifiers);
                var results = high.Select(b => clamp.Finish(FloatFormat.Binary32.Decode(b), format)).ToArray();
                var instruction = $"cvt.{modifiers}.{type}x2.f32";
                yield return ElementwiseCase.Create(
                    Family, instruction, Section, PtxTarget.Sm80, [new(4, high), new(4, low)],
                    [
                        new(4, results.Select((r, i) => r.Bits << 16 | results[(i + 3) % results.Length].Bits).ToArray())
                        {
                            Format = format,
                            Undefined = Enumerable.Range(0, results.Length)
                                .Where(i => !results[i].Defined || !results[(i + 3) % results.Length].Defined).ToHashSet(),
                        },
                    ],
                    instruction + " %d0, %a0, %a1;");
            }
        }
    }
}
