using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>setp with every comparison, with its second predicate and with its boolean operand. Also set, selp and slct.</summary>
internal static class ComparisonCases
{
    private const string Family = "comparison", Chapter = "Comparison and Selection Instructions: ";

    private static readonly string[] Ordered = ["eq", "ne", "lt", "le", "gt", "ge"];

    public static IEnumerable<ConformanceCase> All() => Floats().Concat(Integers()).Concat(Combined()).Concat(Sets()).Concat(Selections());

    private static IEnumerable<ConformanceCase> Floats() =>
        from type in new[] { "f32", "ftz.f32", "f64", "f16", "ftz.f16", "bf16" }
        from comparison in Ordered.Concat(Ordered.Select(o => o + "u")).Concat(["num", "nan"])
        let format = FloatFormat.Of(type.Split('.')[^1])
        let flush = type.StartsWith("ftz", StringComparison.Ordinal)
        let operands = SampleOperands.Floats(format, 2, seed: 21)
        select Setp(
            comparison + "." + type, format.Bytes, operands,
            (a, b) => Holds(comparison, Order(format, flush, a, b)),
            type == "bf16" ? PtxTarget.Sm90 : PtxTarget.Sm80);

    private static int? Order(FloatFormat format, bool flush, ulong a, ulong b) =>
        ExactNumber.Compare(format.Decode(flush ? format.Flush(a) : a), format.Decode(flush ? format.Flush(b) : b));

    // A null order is an unordered pair. Only nan and the comparisons that end in u are true for it.
    private static bool Holds(string comparison, int? order) => comparison switch
    {
        "num" => order is not null,
        "nan" => order is null,
        _ when order is null => comparison.Length == 3,
        _ => comparison[..2] switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "lt" or "lo" => order < 0,
            "le" or "ls" => order <= 0,
            "gt" or "hi" => order > 0,
            _ => order >= 0,
        },
    };

    private static IEnumerable<ConformanceCase> Integers() =>
        from type in new[] { "u16", "s16", "u32", "s32", "u64", "s64", "b16", "b32", "b64" }
        from comparison in type[0] switch { 'b' => ["eq", "ne"], 'u' => [.. Ordered, "lo", "ls", "hi", "hs"], _ => Ordered }
        let number = new IntegerType(type)
        let operands = SampleOperands.Combine(2000, 22, SampleOperands.Integers(number.Bits), SampleOperands.Integers(number.Bits))
        select Setp(
            comparison + "." + type, number.Bytes, operands,
            (a, b) => Holds(comparison == "hs" ? "ge" : comparison, number.Value(a).CompareTo(number.Value(b))),
            PtxTarget.Sm80);

    private static ConformanceCase Setp(string suffix, int bytes, ulong[][] operands, Func<ulong, ulong, bool> holds, PtxTarget target) =>
        ElementwiseCase.Create(
            Family, "setp." + suffix, Chapter + "setp", target,
            [new(bytes, operands[0]), new(bytes, operands[1])],
            [new(4, operands[0].Zip(operands[1], (a, b) => holds(a, b) ? 1ul : 0).ToArray())],
            $".reg .pred %p;\nsetp.{suffix} %p, %a0, %a1;\nselp.b32 %d0, 1, 0, %p;");

    // p = (a < b) op c, q = !(a < b) op c, with c and with its negation.
    private static IEnumerable<ConformanceCase> Combined()
    {
        var operands = SampleOperands.Combine(500, 23, SampleOperands.Integers(32), SampleOperands.Integers(32), [0ul, 1ul]);
        foreach (var (name, combine) in new (string, Func<bool, bool, bool>)[]
        {
            ("and", (x, y) => x && y), ("or", (x, y) => x || y), ("xor", (x, y) => x != y),
        })
        {
            foreach (var negated in new[] { false, true })
            {
                ulong[] Expect(bool complement) => Enumerable.Range(0, operands[0].Length)
                    .Select(i => combine((int)operands[0][i] < (int)operands[1][i] != complement, operands[2][i] != 0 != negated) ? 1ul : 0)
                    .ToArray();
                yield return ElementwiseCase.Create(
                    Family, $"setp.lt.{name}.s32 with a second predicate and {(negated ? "!c" : "c")}", Chapter + "setp", PtxTarget.Sm80,
                    operands.Select(o => new Operand(4, o)).ToArray(),
                    [new(4, Expect(false)), new(4, Expect(true))],
                    $"""
                    .reg .pred %p, %q, %c;
                    setp.ne.u32 %c, %a2, 0;
                    setp.lt.{name}.s32 %p|%q, %a0, %a1, {(negated ? "!" : "")}%c;
                    selp.b32 %d0, 1, 0, %p;
                    selp.b32 %d1, 1, 0, %q;
                    """);
            }
        }
    }

    private static IEnumerable<ConformanceCase> Sets()
    {
        var integers = SampleOperands.Combine(500, 24, SampleOperands.Integers(32), SampleOperands.Integers(32));
        var floats = SampleOperands.Floats(FloatFormat.Binary32, 2, seed: 24);
        foreach (var (result, whenTrue) in new[] { ("u32", 0xffff_fffful), ("s32", 0xffff_fffful), ("f32", 0x3f80_0000ul) })
        {
            yield return Set($"set.ge.{result}.s32", integers, (a, b) => (int)a >= (int)b, whenTrue);
            yield return Set($"set.ltu.{result}.f32", floats, (a, b) => Holds("ltu", Order(FloatFormat.Binary32, false, a, b)), whenTrue);
        }
    }

    private static ConformanceCase Set(string instruction, ulong[][] operands, Func<ulong, ulong, bool> holds, ulong whenTrue) =>
        ElementwiseCase.Create(
            Family, instruction, Chapter + "set", PtxTarget.Sm80,
            [new(4, operands[0]), new(4, operands[1])],
            [new(4, operands[0].Zip(operands[1], (a, b) => holds(a, b) ? whenTrue : 0).ToArray())],
            instruction + " %d0, %a0, %a1;");

    private static IEnumerable<ConformanceCase> Selections()
    {
        foreach (var bits in new[] { 16, 32, 64 })
        {
            var operands = SampleOperands.Combine(
                600, 25, SampleOperands.Integers(bits), SampleOperands.Integers(bits), SampleOperands.Integers(32));
            ulong[] Choose(Func<ulong, bool> first) =>
                Enumerable.Range(0, operands[0].Length).Select(i => first(operands[2][i]) ? operands[0][i] : operands[1][i]).ToArray();
            Operand[] sources = [new(bits / 8, operands[0]), new(bits / 8, operands[1]), new(4, operands[2])];
            yield return ElementwiseCase.Create(
                Family, $"selp.b{bits}", Chapter + "selp", PtxTarget.Sm80, sources, [new(bits / 8, Choose(c => c > 10))],
                $".reg .pred %p;\nsetp.gt.u32 %p, %a2, 10;\nselp.b{bits} %d0, %a0, %a1, %p;");
            yield return ElementwiseCase.Create(
                Family, $"slct.b{bits}.s32", Chapter + "slct", PtxTarget.Sm80, sources, [new(bits / 8, Choose(c => (int)c >= 0))],
                $"slct.b{bits}.s32 %d0, %a0, %a1, %a2;");
        }

        var numbers = SampleOperands.Floats(FloatFormat.Binary32, 3, seed: 26);
        foreach (var flush in new[] { false, true })
        {
            // Minus zero is not less than zero. NaN is not greater than or equal to zero.
            var chosen = Enumerable.Range(0, numbers[0].Length)
                .Select(i => Holds("ge", Order(FloatFormat.Binary32, flush, numbers[2][i], 0)) ? numbers[0][i] : numbers[1][i]).ToArray();
            var instruction = $"slct.{(flush ? "ftz." : "")}b32.f32";
            yield return ElementwiseCase.Create(
                Family, instruction, Chapter + "slct", PtxTarget.Sm80,
                numbers.Select(n => new Operand(4, n)).ToArray(), [new(4, chosen)], instruction + " %d0, %a0, %a1, %a2;");
        }
    }
}
