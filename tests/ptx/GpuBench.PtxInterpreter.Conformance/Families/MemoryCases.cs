using System.Globalization;
using System.Numerics;
using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>Loads and stores of every width in every state space, vectors, packing, constants.</summary>
internal static class MemoryCases
{
    private const string Family = "memory", Chapter = "Data Movement and Conversion Instructions: ";

    private static readonly ulong[] Words = SampleOperands.Bits(64, ElementwiseCase.BlockThreads, 110);

    /// <summary>
    /// Each state space, empty for the generic space. The setup declares eight bytes for each thread and puts their address into %slot.
    /// </summary>
    private static readonly (string Space, string Place, string Setup)[] Spaces =
    [
        (
            "shared", "shared memory",
            $".shared .align 16 .b8 buffer[{8 * ElementwiseCase.BlockThreads}];\n.reg .b32 %slot;\n"
            + "mov.u32 %slot, buffer;\nmad.lo.u32 %slot, %thread, 8, %slot;"),
        ("local", "local memory", ".local .align 16 .b8 buffer[16];\n.reg .b64 %slot;\nmov.u64 %slot, buffer;"),
        (
            "", "generic shared memory",
            $".shared .align 16 .b8 buffer[{8 * ElementwiseCase.BlockThreads}];\n.reg .b64 %slot, %base;\nmov.u64 %base, buffer;\n"
            + "cvta.shared.u64 %base, %base;\nmad.wide.u32 %slot, %thread, 8, %base;"),
        (
            "", "generic local memory",
            ".local .align 16 .b8 buffer[16];\n.reg .b64 %slot;\nmov.u64 %slot, buffer;\ncvta.local.u64 %slot, %slot;"),
    ];

    public static IEnumerable<ConformanceCase> All() => Narrow().Concat(Vectors()).Concat(Packs()).Concat(Constants());

    private static IEnumerable<ConformanceCase> Narrow()
    {
        foreach (var (space, place, setup) in Spaces)
        {
            var dot = space.Length > 0 ? "." + space : "";
            foreach (var type in new[] { "u8", "s8", "u16", "s16", "b32", "s32", "b64" }.Select(t => new IntegerType(t)))
            {
                foreach (var register in new[] { 32, 64 }.Where(bits => bits >= type.Bits))
                {
                    var offset = 8 - type.Bytes;
                    yield return Case(
                        $"ld{dot}.{type.Name} from {place} into {register} bits",
                        "ld", register / 8,
                        w => (ulong)(type.Value(w >> (8 * offset)) & (BigInteger.One << register) - 1),
                        $"{setup}\nst{dot}.b64 [%slot], %a0;\nld{dot}.{type.Name} %d0, [%slot+{offset}];");
                }
            }

            foreach (var bits in new[] { 8, 16, 32 })
            {
                var shift = 64 - 2 * bits;
                var mask = ((1ul << bits) - 1) << shift;
                yield return Case(
                    $"st{dot}.b{bits} to {place}", "st", 8, w => w & ~mask | w << shift & mask,
                    $"""
                    .reg .b{Math.Max(bits, 16)} %narrow;
                    {setup}
                    cvt.u{Math.Max(bits, 16)}.u64 %narrow, %a0;
                    st{dot}.b64 [%slot], %a0;
                    st{dot}.b{bits} [%slot+{shift / 8}], %narrow;
                    ld{dot}.b64 %d0, [%slot];
                    """);
            }
        }
    }

    private static IEnumerable<ConformanceCase> Vectors()
    {
        var setup = $".shared .align 16 .b8 buffer[{16 * ElementwiseCase.BlockThreads}];\n.reg .b32 %slot;\n"
            + "mov.u32 %slot, buffer;\nmad.lo.u32 %slot, %thread, 16, %slot;";
        yield return Case(
            "st.shared.v4.b32, ld.shared.v2.b64", "ld", 8, w => w ^ BitOperations.RotateLeft(w, 32),
            $$"""
            {{setup}}
            .reg .b32 %low, %high;
            .reg .b64 %first, %second;
            mov.b64 {%low, %high}, %a0;
            st.shared.v4.b32 [%slot], {%low, %high, %high, %low};
            ld.shared.v2.b64 {%first, %second}, [%slot];
            xor.b64 %d0, %first, %second;
            """);
        yield return Case(
            "st.shared.v2.b64, ld.shared.v4.b32", "ld", 4, w => (uint)w - 3 * (uint)(w >> 32) & uint.MaxValue,
            $$"""
            {{setup}}
            .reg .b32 %x, %y, %z, %w;
            .reg .b64 %second;
            shl.b64 %second, %a0, 1;
            st.shared.v2.b64 [%slot], {%a0, %second};
            ld.shared.v4.b32 {%x, %y, %z, %w}, [%slot];
            mul.lo.u32 %y, %y, 3;
            sub.u32 %d0, %x, %y;
            """);
        yield return Case(
            "st.shared.b64, ld.shared.v4.u8", "ld", 4,
            w => (w >> 32 & 0xff) * 1000 + (w >> 40 & 0xff) * 100 + (w >> 48 & 0xff) * 10 + (w >> 56),
            $$"""
            {{setup}}
            .reg .b32 %x, %y, %z, %w;
            st.shared.b64 [%slot], %a0;
            ld.shared.v4.u8 {%x, %y, %z, %w}, [%slot+4];
            mad.lo.u32 %d0, %x, 1000, %w;
            mad.lo.u32 %d0, %y, 100, %d0;
            mad.lo.u32 %d0, %z, 10, %d0;
            """);
        yield return Case(
            "st.shared.v2.b16, ld.shared.b32", "st", 4, w => w >> 16 & 0xffff | (w & 0xffff) << 16,
            $$"""
            {{setup}}
            .reg .b16 %h0, %h1, %h2, %h3;
            mov.b64 {%h0, %h1, %h2, %h3}, %a0;
            st.shared.v2.b16 [%slot], {%h1, %h0};
            ld.shared.b32 %d0, [%slot];
            """);
    }

    private static IEnumerable<ConformanceCase> Packs()
    {
        yield return Case(
            "mov.b64 from and to pairs of b32", "mov", 8, w => BitOperations.RotateLeft(w, 32),
            ".reg .b32 %low, %high;\nmov.b64 {%low, %high}, %a0;\nmov.b64 %d0, {%high, %low};");
        yield return Case(
            "mov.b64 from and to four b16", "mov", 8, w => w >> 48 | (w >> 32 & 0xffff) << 16 | (w >> 16 & 0xffff) << 32 | w << 48,
            ".reg .b16 %h0, %h1, %h2, %h3;\nmov.b64 {%h0, %h1, %h2, %h3}, %a0;\nmov.b64 %d0, {%h3, %h2, %h1, %h0};");
        yield return Case(
            "mov.b32 from and to pairs of b16", "mov", 4, w => BitOperations.RotateLeft((uint)w, 16),
            ".reg .b32 %word;\n.reg .b16 %low, %high;\ncvt.u32.u64 %word, %a0;\n"
            + "mov.b32 {%low, %high}, %word;\nmov.b32 %d0, {%high, %low};");
        yield return Case(
            "operands behind a predicate", "mov", 4, w => (w & 1) != 0 ? 7ul : 9,
            ".reg .pred %odd;\n.reg .b64 %bit;\nand.b64 %bit, %a0, 1;\nsetp.ne.u64 %odd, %bit, 0;\n"
            + "@%odd mov.u32 %d0, 7;\n@!%odd mov.u32 %d0, 9;");
    }

    private static IEnumerable<ConformanceCase> Constants()
    {
        uint[] table = [0x1122_3344, 0, 0xffff_ffff, 0x8000_0001];
        var values = string.Join(", ", table.Select(v => v.ToString(CultureInfo.InvariantCulture)));
        foreach (var space in new[] { "const", "global" })
        {
            yield return ElementwiseCase.Create(
                Family, $"ld.{space}.b32 of an initialised variable", "State Spaces, Types, and Variables: Initializers", PtxTarget.Sm80,
                [new(8, Words)], [new(4, Words.Select(w => (ulong)table[w & 3]).ToArray())],
                $"""
                .reg .b64 %slot, %table;
                mov.u64 %table, values;
                and.b64 %slot, %a0, 3;
                mad.lo.u64 %slot, %slot, 4, %table;
                ld.{space}.b32 %d0, [%slot];
                """,
                $".{space} .align 4 .u32 values[4] = {{{values}}};");
        }
    }

    private static ConformanceCase Case(string name, string section, int resultBytes, Func<ulong, ulong> value, string body) =>
        ElementwiseCase.Create(
            Family, name, Chapter + section, PtxTarget.Sm80, [new(8, Words)],
            [new(resultBytes, Words.Select(w => value(w) & ulong.MaxValue >> (64 - 8 * resultBytes)).ToArray())], body);
}
