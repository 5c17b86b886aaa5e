using System.Numerics;
using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>Logic, shifts by any distance, bit fields, permutations and counts.</summary>
internal static class BitCases
{
    private const string Family = "logic and shift", Logic = "Logic and Shift Instructions: ",
        Integer = "Integer Arithmetic Instructions: ";

    // Shift distances and field positions: inside the word, at its width, beyond it, beyond the eight bits that field instructions read.
    private static readonly ulong[] Distances =
        [0, 1, 4, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 255, 256, 257, 0x8000_0000, 0xffff_ffff];

    public static IEnumerable<ConformanceCase> All() =>
        Logicals().Concat(Lookups()).Concat(Shifts()).Concat(Funnels()).Concat(Permutations()).Concat(Fields())
            .Concat(Counts()).Concat(Masks());

    private static IEnumerable<ConformanceCase> Logicals()
    {
        var operations = new (string Name, Func<ulong, ulong, ulong> Value)[]
        {
            ("and", (a, b) => a & b), ("or", (a, b) => a | b), ("xor", (a, b) => a ^ b),
        };
        foreach (var bits in new[] { 16, 32, 64 })
        {
            var operands = SampleOperands.Combine(900, 70, SampleOperands.Integers(bits), SampleOperands.Integers(bits));
            foreach (var (name, value) in operations)
                yield return Case($"{name}.b{bits}", Logic, operands, [bits, bits], bits, a => value(a[0], a[1]));
            yield return Case($"not.b{bits}", Logic, [operands[0]], [bits], bits, a => ~a[0]);
            yield return Case($"cnot.b{bits}", Logic, [operands[0]], [bits], bits, a => a[0] == 0 ? 1ul : 0);
        }
    }

    // The bits of a, b and c are the index into lop3's table. The bit of a is the most significant.
    private static IEnumerable<ConformanceCase> Lookups()
    {
        var operands = Enumerable.Range(0, 3).Select(k => SampleOperands.Bits(32, 128, 71 + k)).ToArray();
        foreach (var table in new[] { 0x00, 0x01, 0x1e, 0x2d, 0x40, 0x6c, 0x80, 0x96, 0xac, 0xca, 0xe8, 0xf8, 0xfe, 0xff })
        {
            ulong Lookup(ulong[] x)
            {
                ulong result = 0;
                for (var bit = 0; bit < 32; bit++)
                {
                    var index = (int)((x[0] >> bit & 1) << 2 | (x[1] >> bit & 1) << 1 | x[2] >> bit & 1);
                    result |= (ulong)(table >> index & 1) << bit;
                }

                return result;
            }

            yield return ElementwiseCase.Create(
                Family, $"lop3.b32 0x{table:x2}", Logic + "lop3", PtxTarget.Sm80, operands.Select(o => new Operand(4, o)).ToArray(),
                [new(4, Values(operands, Lookup))], $"lop3.b32 %d0, %a0, %a1, %a2, 0x{table:x2};");
        }
    }

    private static IEnumerable<ConformanceCase> Shifts()
    {
        foreach (var bits in new[] { 16, 32, 64 })
        {
            var operands = SampleOperands.Combine(2000, 74, SampleOperands.Integers(bits), Distances);
            var signed = new IntegerType($"s{bits}");
            yield return Case($"shl.b{bits}", Logic, operands, [bits, 32], bits, a => a[1] >= (ulong)bits ? 0 : a[0] << (int)a[1]);
            yield return Case($"shr.u{bits}", Logic, operands, [bits, 32], bits, a => a[1] >= (ulong)bits ? 0 : a[0] >> (int)a[1]);
            yield return Case($"shr.b{bits}", Logic, operands, [bits, 32], bits, a => a[1] >= (ulong)bits ? 0 : a[0] >> (int)a[1]);
            yield return Case(
                $"shr.s{bits}", Logic, operands, [bits, 32], bits,
                a => signed.Wrap(signed.Value(a[0]) >> (int)Math.Min(a[1], (ulong)bits)));
        }
    }

    private static IEnumerable<ConformanceCase> Funnels()
    {
        var operands = SampleOperands.Combine(1500, 75, SampleOperands.Bits(32, 8, 76), SampleOperands.Bits(32, 8, 77), Distances);
        foreach (var mode in new[] { "wrap", "clamp" })
        {
            int Distance(ulong c) => (int)(mode == "clamp" ? Math.Min(c, 32) : c & 31);
            yield return Case(
                $"shf.l.{mode}.b32", Logic, operands, [32, 32, 32], 32,
                a => (ulong)(((BigInteger)(a[1] << 32 | a[0]) << Distance(a[2]) >> 32) & uint.MaxValue));
            yield return Case($"shf.r.{mode}.b32", Logic, operands, [32, 32, 32], 32, a => (a[1] << 32 | a[0]) >> Distance(a[2]));
        }
    }

    private static IEnumerable<ConformanceCase> Permutations()
    {
        var operands = Enumerable.Range(0, 3).Select(k => SampleOperands.Bits(32, 512, 78 + k)).ToArray();
        yield return Case("prmt.b32", Logic, operands, [32, 32, 32], 32, a => Permute(a, k => (int)(a[2] >> (4 * k)) & 15));

        // The tables of the special modes. Each table has the bytes, from the top down, for each value of the control's low two bits.
        var modes = new (string Name, string[] Bytes)[]
        {
            ("f4e", ["3210", "4321", "5432", "6543"]), ("b4e", ["5670", "6701", "7012", "0123"]), ("rc8", ["0000", "1111", "2222", "3333"]),
            ("ecl", ["3210", "3211", "3222", "3333"]), ("ecr", ["0000", "1110", "2210", "3210"]),
            ("rc16", ["1010", "3232", "1010", "3232"]),
        };
        foreach (var (name, bytes) in modes)
            yield return Case(
                $"prmt.b32.{name}", Logic, operands, [32, 32, 32], 32, a => Permute(a, k => bytes[(int)(a[2] & 3)][3 - k] - '0'));
    }

    // A selector's upper bit replicates the sign of its byte.
    private static ulong Permute(ulong[] x, Func<int, int> selector)
    {
        var source = x[1] << 32 | x[0];
        ulong result = 0;
        for (var k = 0; k < 4; k++)
        {
            var chosen = selector(k);
            var value = source >> (8 * (chosen & 7)) & 0xff;
            if ((chosen & 8) != 0)
                value = (value & 0x80) != 0 ? 0xfful : 0;
            result |= value << (8 * k);
        }

        return result;
    }

    private static IEnumerable<ConformanceCase> Fields()
    {
        foreach (var bits in new[] { 32, 64 })
        {
            var operands = SampleOperands.Combine(
                3000, 80, SampleOperands.Bits(bits, 6, 81).Concat(new[] { ulong.MaxValue >> (64 - bits) }).ToArray(), Distances, Distances);
            yield return Case($"bfe.u{bits}", Integer, operands, [bits, 32, 32], bits, a => Extract(a, bits, signed: false));
            yield return Case($"bfe.s{bits}", Integer, operands, [bits, 32, 32], bits, a => Extract(a, bits, signed: true));

            var inserts = SampleOperands.Combine(
                3000, 82, SampleOperands.Bits(bits, 5, 83), SampleOperands.Bits(bits, 5, 84), Distances, Distances);
            yield return Case($"bfi.b{bits}", Integer, inserts, [bits, bits, 32, 32], bits, a => Insert(a, bits));
        }
    }

    /// <summary>
    /// A position or a length of a field. The ISA reads bits 7:0. Machine code for sm_90 does so for 32 bits alone: the fields of 64 bits
    /// are made of shifts, which read all bits.
    /// </summary>
    private static int FieldOperand(ulong value, int bits) => bits == 32 ? (int)(value & 0xff) : (int)Math.Min(value, 0xff);

    private static ulong Extract(ulong[] x, int bits, bool signed)
    {
        var position = FieldOperand(x[1], bits);
        var length = FieldOperand(x[2], bits);
        var fill = signed && length > 0 ? x[0] >> Math.Min(position + length - 1, bits - 1) & 1 : 0;
        ulong result = 0;
        for (var i = 0; i < bits; i++)
            result |= (i < length && position + i < bits ? x[0] >> (position + i) & 1 : fill) << i;
        return result;
    }

    private static ulong Insert(ulong[] x, int bits)
    {
        var position = FieldOperand(x[2], bits);
        var length = FieldOperand(x[3], bits);
        var result = x[1];
        for (var i = 0; i < length && position + i < bits; i++)
            result = result & ~(1ul << (position + i)) | (x[0] >> i & 1) << (position + i);
        return result;
    }

    private static IEnumerable<ConformanceCase> Counts()
    {
        foreach (var bits in new[] { 32, 64 })
        {
            var operands = new[] { SampleOperands.Integers(bits).Concat(SampleOperands.Bits(bits, 200, 85)).ToArray() };
            yield return Case($"popc.b{bits}", Integer, operands, [bits], 32, a => (ulong)Positions(a[0]).Count());
            yield return Case(
                $"clz.b{bits}", Integer, operands, [bits], 32, a => (ulong)(bits - 1 - Positions(a[0]).DefaultIfEmpty(-1).Max()));
            yield return Case(
                $"brev.b{bits}", Integer, operands, [bits], bits, a => Positions(a[0]).Aggregate(0ul, (r, p) => r | 1ul << (bits - 1 - p)));
            foreach (var type in new[] { $"u{bits}", $"s{bits}" })
            {
                ulong Find(ulong a)
                {
                    var mask = ulong.MaxValue >> (64 - bits);
                    var significant = type[0] == 's' && (a >> (bits - 1)) != 0 ? ~a & mask : a;
                    return significant == 0 ? uint.MaxValue : (ulong)Positions(significant).Max();
                }

                yield return Case($"bfind.{type}", Integer, operands, [bits], 32, a => Find(a[0]));
                yield return Case(
                    $"bfind.shiftamt.{type}", Integer, operands, [bits], 32,
                    a => Find(a[0]) == uint.MaxValue ? uint.MaxValue : (ulong)(bits - 1) - Find(a[0]));
            }
        }
    }

    private static IEnumerable<int> Positions(ulong value) => Enumerable.Range(0, 64).Where(i => (value >> i & 1) != 0);

    private static IEnumerable<ConformanceCase> Masks()
    {
        var positions = SampleOperands.Combine(600, 86, Distances, Distances);
        yield return Case("bmsk.clamp.b32", Integer, positions, [32, 32], 32, a => a[0] >= 32 ? 0 : Ones(a[0], Math.Min(a[1], 32)));
        yield return Case("bmsk.wrap.b32", Integer, positions, [32, 32], 32, a => Ones(a[0] & 31, a[1] & 31));

        var operands = SampleOperands.Combine(800, 87, SampleOperands.Bits(32, 20, 88), Distances);
        foreach (var mode in new[] { "clamp", "wrap" })
        {
            foreach (var signed in new[] { false, true })
            {
                ulong Extend(ulong[] x)
                {
                    var width = (int)(mode == "clamp" ? Math.Min(x[1], 32) : x[1] & 31);
                    var low = width == 0 ? 0 : x[0] & ulong.MaxValue >> (64 - width);
                    return signed && width is > 0 and < 32 && (low >> (width - 1)) != 0 ? low | ulong.MaxValue << width : low;
                }

                yield return Case($"szext.{mode}.{(signed ? "s" : "u")}32", Integer, operands, [32, 32], 32, Extend);
            }
        }
    }

    private static ulong Ones(ulong position, ulong count) => ((1ul << (int)count) - 1) << (int)position;

    private static ConformanceCase Case(
        string instruction, string chapter, ulong[][] operands, int[] operandBits, int resultBits, Func<ulong[], ulong> value) =>
        ElementwiseCase.Create(
            Family, instruction, chapter + instruction.Split('.')[0], PtxTarget.Sm80,
            operands.Select((o, k) => new Operand(operandBits[k] / 8, o)).ToArray(),
            [new(resultBits / 8, Values(operands, a => value(a) & ulong.MaxValue >> (64 - resultBits)))],
            $"{instruction} %d0, {string.Join(", ", operands.Select((_, k) => $"%a{k}"))};");

    private static ulong[] Values(ulong[][] operands, Func<ulong[], ulong> value) =>
        Enumerable.Range(0, operands[0].Length).Select(i => value(operands.Select(o => o[i]).ToArray())).ToArray();
}
