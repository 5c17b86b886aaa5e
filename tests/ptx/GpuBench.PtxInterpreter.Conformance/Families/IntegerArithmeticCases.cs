using System.Globalization;
using System.Numerics;
using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>Integer arithmetic at the ends of every range. Division by zero is left out, because its result is not specified.</summary>
internal static class IntegerArithmeticCases
{
    private const string Family = "integer arithmetic", Chapter = "Integer Arithmetic Instructions: ";

    private static readonly string[] Types = ["u16", "s16", "u32", "s32", "u64", "s64"];

    public static IEnumerable<ConformanceCase> All() =>
        Binary().Concat(Wide()).Concat(Ternary()).Concat(Saturating()).Concat(Unary()).Concat(Packed()).Concat(Narrow24());

    private static IEnumerable<ConformanceCase> Binary()
    {
        var operations = new (string Name, Func<IntegerType, BigInteger, BigInteger, BigInteger> Exact)[]
        {
            ("add", (_, a, b) => a + b),
            ("sub", (_, a, b) => a - b),
            ("mul.lo", (_, a, b) => a * b),
            ("mul.hi", (t, a, b) => a * b >> t.Bits),
            ("div", (_, a, b) => BigInteger.Divide(a, b)),
            ("rem", (_, a, b) => BigInteger.Remainder(a, b)),
            ("min", (_, a, b) => BigInteger.Min(a, b)),
            ("max", (_, a, b) => BigInteger.Max(a, b)),
        };
        foreach (var (name, exact) in operations)
        {
            foreach (var type in Types.Select(t => new IntegerType(t)))
            {
                var divides = name is "div" or "rem";
                var operands = Operands(type, 2, divides);
                yield return Case($"{name}.{type.Name}", type, type, operands, (a, _) => exact(type, a[0], a[1]));
            }
        }
    }

    private static IEnumerable<ConformanceCase> Wide()
    {
        foreach (var type in new[] { "u16", "s16", "u32", "s32" }.Select(t => new IntegerType(t)))
        {
            var result = new IntegerType($"{type.Name[0]}{2 * type.Bits}");
            yield return Case($"mul.wide.{type.Name}", type, result, Operands(type, 2), (a, _) => a[0] * a[1]);

            var operands = SampleOperands.Combine(
                1500, 32, SampleOperands.Integers(type.Bits), SampleOperands.Integers(type.Bits), SampleOperands.Integers(result.Bits));
            yield return ElementwiseCase.Create(
                Family, $"mad.wide.{type.Name}", Chapter + "mad", PtxTarget.Sm80,
                [new(type.Bytes, operands[0]), new(type.Bytes, operands[1]), new(result.Bytes, operands[2])],
                [new(result.Bytes, Map(
                    operands, i => result.Wrap(type.Value(operands[0][i]) * type.Value(operands[1][i]) + operands[2][i])))],
                $"mad.wide.{type.Name} %d0, %a0, %a1, %a2;");
        }
    }

    private static IEnumerable<ConformanceCase> Ternary()
    {
        foreach (var type in Types.Select(t => new IntegerType(t)))
        {
            yield return Case($"mad.lo.{type.Name}", type, type, Operands(type, 3), (a, _) => a[0] * a[1] + a[2]);
            yield return Case($"mad.hi.{type.Name}", type, type, Operands(type, 3), (a, _) => (a[0] * a[1] >> type.Bits) + a[2]);
            yield return Case($"sad.{type.Name}", type, type, Operands(type, 3), (a, _) => a[2] + BigInteger.Abs(a[0] - a[1]));
        }
    }

    private static IEnumerable<ConformanceCase> Saturating()
    {
        var type = new IntegerType("s32");
        yield return Case(
            "add.sat.s32", type, type, Operands(type, 2), (a, _) => BigInteger.Max(type.Least, BigInteger.Min(type.Greatest, a[0] + a[1])));
        yield return Case(
            "sub.sat.s32", type, type, Operands(type, 2), (a, _) => BigInteger.Max(type.Least, BigInteger.Min(type.Greatest, a[0] - a[1])));
        yield return Case(
            "mad.hi.sat.s32", type, type, Operands(type, 3),
            (a, _) => BigInteger.Max(type.Least, BigInteger.Min(type.Greatest, (a[0] * a[1] >> 32) + a[2])));
    }

    private static IEnumerable<ConformanceCase> Unary()
    {
        foreach (var type in new[] { "s16", "s32", "s64" }.Select(t => new IntegerType(t)))
        {
            yield return Case($"abs.{type.Name}", type, type, Operands(type, 1), (a, _) => BigInteger.Abs(a[0]));
            yield return Case($"neg.{type.Name}", type, type, Operands(type, 1), (a, _) => -a[0]);
        }
    }

    /// <summary>Dot products of packed bytes and halves, of every combination of signs.</summary>
    private static IEnumerable<ConformanceCase> Packed()
    {
        var operands = Enumerable.Range(0, 3).Select(k => SampleOperands.Bits(32, 1024, 40 + k)).ToArray();
        foreach (var left in new[] { "u32", "s32" })
        {
            foreach (var right in new[] { "u32", "s32" })
            {
                BigInteger Part(string type, ulong bits, int width, int index) =>
                    new IntegerType(type[0] + width.ToString(CultureInfo.InvariantCulture)).Value(bits >> (width * index));
                ConformanceCase Dot(string instruction, Func<ulong, ulong, BigInteger> sum) => ElementwiseCase.Create(
                    Family, instruction, Chapter + instruction[..4], PtxTarget.Sm80, operands.Select(o => new Operand(4, o)).ToArray(),
                    [new(4, Map(operands, i => new IntegerType("u32").Wrap(operands[2][i] + sum(operands[0][i], operands[1][i]))))],
                    instruction + " %d0, %a0, %a1, %a2;");
                BigInteger Sum(int terms, Func<int, BigInteger> term) =>
                    Enumerable.Range(0, terms).Aggregate(BigInteger.Zero, (s, k) => s + term(k));
                yield return Dot($"dp4a.{left}.{right}", (a, b) => Sum(4, k => Part(left, a, 8, k) * Part(right, b, 8, k)));
                yield return Dot($"dp2a.lo.{left}.{right}", (a, b) => Sum(2, k => Part(left, a, 16, k) * Part(right, b, 8, k)));
                yield return Dot($"dp2a.hi.{left}.{right}", (a, b) => Sum(2, k => Part(left, a, 16, k) * Part(right, b, 8, k + 2)));
            }
        }
    }

    private static IEnumerable<ConformanceCase> Narrow24()
    {
        foreach (var type in new[] { "u32", "s32" }.Select(t => new IntegerType(t)))
        {
            var narrow = new IntegerType(type.Name[0] + "24");
            yield return Case($"mul24.lo.{type.Name}", type, type, Operands(type, 2), (_, a) => narrow.Value(a[0]) * narrow.Value(a[1]));
            yield return Case(
                $"mul24.hi.{type.Name}", type, type, Operands(type, 2), (_, a) => narrow.Value(a[0]) * narrow.Value(a[1]) >> 16);
        }
    }

    private static ConformanceCase Case(
        string instruction, IntegerType type, IntegerType result, ulong[][] operands, Func<BigInteger[], ulong[], BigInteger> exact) =>
        ElementwiseCase.Create(
            Family, instruction, Chapter + instruction.Split('.')[0], PtxTarget.Sm80,
            operands.Select(o => new Operand(type.Bytes, o)).ToArray(),
            [new(result.Bytes, Map(
                operands,
                i => result.Wrap(exact(operands.Select(o => type.Value(o[i])).ToArray(), operands.Select(o => o[i]).ToArray()))))],
            $"{instruction} %d0, {string.Join(", ", operands.Select((_, k) => $"%a{k}"))};");

    private static ulong[][] Operands(IntegerType type, int arity, bool divisor = false)
    {
        var lists = Enumerable.Range(0, arity)
            .Select(k => SampleOperands.Integers(type.Bits).Concat(SampleOperands.Bits(type.Bits, 20, 30 + k)).ToArray()).ToArray();

        // The quotient of the least number and -1 is outside of the type's range. The ISA does not define its result.
        if (divisor)
            lists[1] = lists[1].Where(b => b != 0 && (!type.Signed || b != type.Mask)).ToArray();
        return SampleOperands.Combine(2500, 31, lists);
    }

    private static ulong[] Map(ulong[][] operands, Func<int, ulong> value) =>
        Enumerable.Range(0, operands[0].Length).Select(value).ToArray();
}
