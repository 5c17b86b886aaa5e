using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>
/// Instructions for which the ISA bounds the error instead of defining the result. The reference is binary64. Its own error is
/// negligible compared with every bound. Half a unit in the last place is added, because the reference is rounded to the result's format.
/// </summary>
internal static class ApproximateCases
{
    private const string Family = "approximate functions", Chapter = "Floating Point Instructions: ";

    private sealed record Function(
        string Instruction, string Type, Func<double, double> Exact, double Low, double High, Bound Bound,
        PtxTarget Target = PtxTarget.Sm80);

    /// <param name="Limit">The largest error that the ISA allows.</param>
    private sealed record Bound(string Text, Func<FloatFormat, ulong, double, double> Limit)
    {
        public static Bound Relative(double exponent) =>
            new($"relative error 2^{exponent:R}", (_, _, y) => Math.Abs(y) * Math.Pow(2, exponent));

        public static Bound Absolute(double exponent) => new($"absolute error 2^{exponent:R}", (_, _, _) => Math.Pow(2, exponent));

        public static Bound Ulps(int count) =>
            new($"{count} units in the last place", (format, bits, _) => count * format.UnitInLastPlace(bits));
    }

    private static readonly Function[] Functions =
    [
        new("rcp.approx", "f32", x => 1 / x, 1e-37, 1e37, Bound.Ulps(1)),
        new("rcp.approx.ftz", "f32", x => 1 / x, 1e-37, 1e37, Bound.Ulps(1)),
        new("sqrt.approx", "f32", Math.Sqrt, 1e-37, 1e38, Bound.Relative(-23)),
        new("sqrt.approx.ftz", "f32", Math.Sqrt, 1e-37, 1e38, Bound.Relative(-23)),
        new("rsqrt.approx", "f32", x => 1 / Math.Sqrt(x), 1e-37, 1e38, Bound.Relative(-22.9)),
        new("rsqrt.approx.ftz", "f32", x => 1 / Math.Sqrt(x), 1e-37, 1e38, Bound.Relative(-22.9)),
        new("sin.approx", "f32", Math.Sin, -2 * Math.PI, 2 * Math.PI, Bound.Absolute(-20.5)),
        new("cos.approx", "f32", Math.Cos, -2 * Math.PI, 2 * Math.PI, Bound.Absolute(-20.5)),
        new("lg2.approx", "f32", Math.Log2, 0.5, 2, Bound.Absolute(-22)),
        new("lg2.approx.ftz", "f32", Math.Log2, 2, 1e38, Bound.Relative(-22)),
        new("ex2.approx", "f32", x => Math.Pow(2, x), -125, 127, Bound.Ulps(2)),
        new("ex2.approx.ftz", "f32", x => Math.Pow(2, x), -125, 127, Bound.Ulps(2)),
        new("tanh.approx", "f32", Math.Tanh, -8, 8, Bound.Relative(-11)),
        new("ex2.approx", "f16", x => Math.Pow(2, x), -13, 15, Bound.Relative(-9.9)),
        new("ex2.approx", "f16x2", x => Math.Pow(2, x), -13, 15, Bound.Relative(-9.9)),
        new("tanh.approx", "f16", Math.Tanh, -8, 8, Bound.Absolute(-10.987)),
        new("tanh.approx", "f16x2", Math.Tanh, -8, 8, Bound.Absolute(-10.987)),
        new("ex2.approx.ftz", "bf16", x => Math.Pow(2, x), -100, 100, Bound.Relative(-7), PtxTarget.Sm90),
        new("tanh.approx", "bf16", Math.Tanh, -8, 8, Bound.Absolute(-8), PtxTarget.Sm90),
    ];

    public static IEnumerable<ConformanceCase> All() => Functions.Select(InRange).Concat(Divisions()).Concat(SpecialResults());

    private static ConformanceCase InRange(Function function)
    {
        var packed = function.Type.EndsWith("x2", StringComparison.Ordinal);
        var format = FloatFormat.Of(packed ? function.Type[..^2] : function.Type);
        var random = new Random(17);
        var operands = Enumerable.Range(0, 1024).Select(_ => format.FromDouble(Draw(random, function.Low, function.High))).ToArray();
        return Case(
            function.Instruction + "." + function.Type, function.Target, format, packed, [operands],
            i => function.Exact(format.ToDouble(operands[i])),
            function.Bound);
    }

    // In positive ranges the exponents are distributed uniformly. In all other ranges the numbers are distributed uniformly.
    private static double Draw(Random random, double low, double high) =>
        low > 0 ? low * Math.Pow(high / low, random.NextDouble()) : low + (high - low) * random.NextDouble();

    private static IEnumerable<ConformanceCase> Divisions()
    {
        var format = FloatFormat.Binary32;
        var numerators = SampleOperands.Near(format, 1000, 1024, seed: 1);
        var random = new Random(2);
        var divisors = numerators.Select(_ => format.FromDouble(Draw(random, 1e-30, 1e30))).ToArray();
        foreach (var instruction in new[] { "div.approx.f32", "div.approx.ftz.f32", "div.full.f32", "div.full.ftz.f32" })
            yield return Case(
                instruction, PtxTarget.Sm80, format, packed: false, [numerators, divisors],
                i => format.ToDouble(numerators[i]) / format.ToDouble(divisors[i]),
                Bound.Ulps(2));
    }

    private static ConformanceCase Case(
        string instruction, PtxTarget target, FloatFormat format, bool packed, ulong[][] operands, Func<int, double> exact, Bound bound)
    {
        var flush = instruction.Contains(".ftz", StringComparison.Ordinal)
            || instruction.StartsWith("div.approx", StringComparison.Ordinal);
        var count = operands[0].Length;
        var values = Enumerable.Range(0, count).Select(i => format.FromDouble(exact(i))).ToArray();
        var margins = Enumerable.Range(0, count)
            .Select(i => bound.Limit(format, values[i], exact(i)) + format.UnitInLastPlace(values[i]) / 2).ToArray();
        ulong[] Layout(ulong[] list) => packed ? FloatCase.Pack(list, format.Bits) : list;
        var bytes = packed ? 2 * format.Bytes : format.Bytes;
        var result = new Result(bytes, Layout(values))
        {
            Format = format,
            Margins = packed ? Enumerable.Range(0, 2 * count).Select(i => margins[(i / 2 + (i % 2 * 5)) % count]).ToArray() : margins,
            MarginReason = "The ISA bounds the error: " + bound.Text + ".",
            Undefined = flush ? Enumerable.Range(0, count).Where(i => format.IsSubnormal(values[i])).ToHashSet() : [],
        };
        return ElementwiseCase.Create(
            Family, instruction, Chapter + instruction[..instruction.IndexOf('.', StringComparison.Ordinal)], target,
            operands.Select(o => new Operand(bytes, Layout(o))).ToArray(), [result],
            $"{instruction} %d0, {string.Join(", ", operands.Select((_, k) => $"%a{k}"))};");
    }

    // The tables of special inputs at the end of each instruction's section. Their results are exact.
    private static IEnumerable<ConformanceCase> SpecialResults()
    {
        const double Inf = double.PositiveInfinity, MinusZero = -0.0;
        (string Function, (double Input, double Output)[] Pairs)[] tables =
        [
            ("rcp.approx", [(double.NegativeInfinity, MinusZero), (MinusZero, -Inf), (0, Inf), (Inf, 0), (double.NaN, double.NaN)]),
            (
                "sqrt.approx",
                [
                    (double.NegativeInfinity, double.NaN), (-2, double.NaN), (MinusZero, MinusZero), (0, 0), (Inf, Inf),
                    (double.NaN, double.NaN),
                ]),
            (
                "rsqrt.approx",
                [(double.NegativeInfinity, double.NaN), (-2, double.NaN), (MinusZero, -Inf), (0, Inf), (Inf, 0), (double.NaN, double.NaN)]),
            (
                "sin.approx",
                [(double.NegativeInfinity, double.NaN), (MinusZero, MinusZero), (0, 0), (Inf, double.NaN), (double.NaN, double.NaN)]),
            ("cos.approx", [(double.NegativeInfinity, double.NaN), (MinusZero, 1), (0, 1), (Inf, double.NaN), (double.NaN, double.NaN)]),
            (
                "lg2.approx",
                [
                    (double.NegativeInfinity, double.NaN), (-2, double.NaN), (MinusZero, -Inf), (0, -Inf), (1, 0), (Inf, Inf),
                    (double.NaN, double.NaN),
                ]),
            (
                "ex2.approx",
                [(double.NegativeInfinity, 0), (MinusZero, 1), (0, 1), (200, Inf), (-200, 0), (Inf, Inf), (double.NaN, double.NaN)]),
            ("tanh.approx", [(double.NegativeInfinity, -1), (MinusZero, MinusZero), (0, 0), (Inf, 1), (double.NaN, double.NaN)]),
        ];
        var format = FloatFormat.Binary32;
        foreach (var (function, pairs) in tables)
        {
            foreach (var ftz in function is "tanh.approx" ? new[] { "" } : ["", ".ftz"])
            {
                var instruction = function + ftz + ".f32";
                yield return ElementwiseCase.Create(
                    Family, instruction + " of special inputs", Chapter + function.Split('.')[0], PtxTarget.Sm80,
                    [new(4, pairs.Select(p => format.FromDouble(p.Input)).ToArray())],
                    [new(4, pairs.Select(p => format.FromDouble(p.Output)).ToArray()) { Format = format }],
                    instruction + " %d0, %a0;");
            }
        }
    }
}
