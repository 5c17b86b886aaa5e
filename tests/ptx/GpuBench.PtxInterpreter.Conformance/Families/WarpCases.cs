using System.Numerics;
using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>Shuffles, votes, matches and reductions among all lanes or some lanes of a warp.</summary>
internal static class WarpCases
{
    private const string Family = "warp", Chapter = "Parallel Synchronization and Communication Instructions: ";
    private const int Lanes = WarpCase.Lanes;

    // Each mask, with the test that selects its lanes. The test decides a branch, so that the other lanes are really absent.
    private static readonly (uint Mask, string Taken)[] Groups =
    [
        (0xffff_ffff, ""), (0x0000_ffff, "setp.lt.u32 %in, %lane, 16;"),
        (0xaaaa_aaaa, "and.b32 %t, %lane, 1;\nsetp.eq.u32 %in, %t, 1;"), (0x8000_0000, "setp.eq.u32 %in, %lane, 31;"),
    ];

    public static IEnumerable<ConformanceCase> All() => Shuffles().Concat(Votes()).Concat(Matches()).Concat(Reductions()).Concat(Others());

    private static IEnumerable<ConformanceCase> Shuffles()
    {
        var values = SampleOperands.Bits(32, Lanes, 100);
        foreach (var mode in new[] { "up", "down", "bfly", "idx" })
        {
            foreach (var (offset, clamp) in new[]
            {
                (1, 31), (16, 31), (31, 31), (0, 31), (3, 0x1807), (5, 0x181f), (2, 0x1c03), (9, 0x0f), (4, 0x1000), (1, 0),
            })
            {
                var moves = Enumerable.Range(0, Lanes).Select(lane => Source(mode, lane, offset, clamp)).ToArray();
                yield return WarpCase.Create(
                    Family, $"shfl.sync.{mode}.b32 by {offset}, clamp 0x{clamp:x}", Chapter + "shfl.sync", PtxTarget.Sm80, [new(4, values)],
                    [new(4, moves.Select(m => values[m.Lane]).ToArray()), new(4, moves.Select(m => m.InRange ? 1ul : 0).ToArray())],
                    $".reg .pred %p;\nshfl.sync.{mode}.b32 %d0|%p, %a0, {offset}, {clamp}, 0xffffffff;\nselp.b32 %d1, 1, 0, %p;");
            }
        }

        // Each lane may read a different lane.
        var sources = SampleOperands.Bits(8, Lanes, 101);
        yield return WarpCase.Create(
            Family, "shfl.sync.idx.b32 by each lane's own index", Chapter + "shfl.sync", PtxTarget.Sm80, [new(4, values), new(4, sources)],
            [new(4, sources.Select(s => values[s & 31]).ToArray())], "shfl.sync.idx.b32 %d0, %a0, %a1, 31, 0xffffffff;");
    }

    private static (int Lane, bool InRange) Source(string mode, int lane, int offset, int clamp)
    {
        var segment = clamp >> 8 & 31;
        var last = lane & segment | clamp & 31 & ~segment;
        var (source, inRange) = mode switch
        {
            "up" => (lane - offset, lane - offset >= last),
            "down" => (lane + offset, lane + offset <= last),
            "bfly" => (lane ^ offset, (lane ^ offset) <= last),
            _ => (lane & segment | offset & ~segment, (lane & segment | offset & ~segment) <= last),
        };
        return inRange ? (source, true) : (lane, false);
    }

    private static IEnumerable<ConformanceCase> Votes()
    {
        foreach (var votes in new[] { 0u, 0xffff_ffffu, 0x0000_0010u, 0xffff_feffu, 0x5555_5555u, 0xaaaa_aaaau })
        {
            foreach (var (mask, taken) in Groups)
            {
                var cast = votes & mask;
                yield return Vote("all", votes, mask, taken, cast == mask);
                yield return Vote("any", votes, mask, taken, cast != 0);
                yield return Vote("uni", votes, mask, taken, cast == mask || cast == 0);
                yield return Member(
                    $"vote.sync.ballot.b32 of 0x{votes:x8} among 0x{mask:x8}", "vote.sync", votes, mask, taken, _ => cast,
                    "vote.sync.ballot.b32 %d0, %v, " + $"0x{mask:x8};");
            }
        }
    }

    private static ConformanceCase Vote(string mode, uint votes, uint mask, string taken, bool result) => Member(
        $"vote.sync.{mode}.pred of 0x{votes:x8} among 0x{mask:x8}", "vote.sync", votes, mask, taken, _ => result ? 1ul : 0,
        $"vote.sync.{mode}.pred %p, %v, 0x{mask:x8};\nselp.b32 %d0, 1, 0, %p;");

    // Lanes outside of the mask store a special value. %v is each lane's bit of the votes.
    private static ConformanceCase Member(
        string name, string section, uint votes, uint mask, string taken, Func<int, ulong> result, string body, ulong[]? values = null)
    {
        const ulong Absent = 0xdead;
        var expected = Enumerable.Range(0, Lanes).Select(lane => (mask >> lane & 1) != 0 ? result(lane) : Absent).ToArray();
        return WarpCase.Create(
            Family, name, Chapter + section, PtxTarget.Sm80, values is null ? [] : [new(4, values)], [new(4, expected)],
            $"""
            .reg .pred %v, %p, %in;
            .reg .b32 %t;
            mov.b32 %t, 0x{votes:x8};
            shr.u32 %t, %t, %lane;
            and.b32 %t, %t, 1;
            setp.eq.u32 %v, %t, 1;
            mov.b32 %d0, 0x{Absent:x};
            {taken}
            {(taken.Length > 0 ? "@!%in bra DONE;" : "")}
            {body}
            DONE:
            """);
    }

    private static IEnumerable<ConformanceCase> Matches()
    {
        foreach (var width in new[] { 32, 64 })
        {
            // Few different values. Two of them differ only in their upper half.
            ulong[] choices = [1, 2, 3, width == 64 ? 0x1_0000_0001ul : 4];
            var values = SampleOperands.Bits(2, Lanes, 102).Select(b => choices[b]).ToArray();
            var peers = values.Select(v => values.Select((w, lane) => w == v ? 1ul << lane : 0).Aggregate((x, y) => x | y)).ToArray();
            yield return WarpCase.Create(
                Family, $"match.any.sync.b{width}", Chapter + "match.sync", PtxTarget.Sm80, [new(width / 8, values)], [new(4, peers)],
                $"match.any.sync.b{width} %d0, %a0, 0xffffffff;");
            foreach (var same in new[] { false, true })
            {
                var all = values.Select(v => same ? choices[3] : v).ToArray();
                yield return WarpCase.Create(
                    Family,
                    $"match.all.sync.b{width} of {(same ? "equal" : "different")} values",
                    Chapter + "match.sync", PtxTarget.Sm80, [new(width / 8, all)],
                    [new(4, all.Select(_ => same ? uint.MaxValue : 0ul).ToArray()), new(4, all.Select(_ => same ? 1ul : 0).ToArray())],
                    $".reg .pred %p;\nmatch.all.sync.b{width} %d0|%p, %a0, 0xffffffff;\nselp.b32 %d1, 1, 0, %p;");
            }
        }
    }

    private static IEnumerable<ConformanceCase> Reductions()
    {
        var values = SampleOperands.Bits(32, Lanes, 103);
        var operations = new (string Name, string[] Types, Func<BigInteger, BigInteger, BigInteger> Combine)[]
        {
            ("add", ["u32", "s32"], (a, b) => a + b), ("min", ["u32", "s32"], BigInteger.Min), ("max", ["u32", "s32"], BigInteger.Max),
            ("and", ["b32"], (a, b) => a & b), ("or", ["b32"], (a, b) => a | b), ("xor", ["b32"], (a, b) => a ^ b),
        };
        foreach (var (name, types, combine) in operations)
        {
            foreach (var type in types.Select(t => new IntegerType(t)))
            {
                foreach (var (mask, taken) in Groups)
                {
                    var result = type.Wrap(Enumerable.Range(0, Lanes)
                        .Where(lane => (mask >> lane & 1) != 0)
                        .Select(lane => type.Value(values[lane])).Aggregate(combine));
                    yield return Member(
                        $"redux.sync.{name}.{type.Name} among 0x{mask:x8}", "redux.sync", 0, mask, taken, _ => result,
                        $"redux.sync.{name}.{type.Name} %d0, %a0, 0x{mask:x8};", values);
                }
            }
        }
    }

    private static IEnumerable<ConformanceCase> Others()
    {
        foreach (var (mask, taken) in Groups)
            yield return Member($"activemask.b32 among 0x{mask:x8}", "activemask", 0, mask, taken, _ => mask, "activemask.b32 %d0;");

        // One lane of the mask is elected. The ISA does not specify which one.
        yield return WarpCase.Create(
            Family, "elect.sync names one lane", Chapter + "elect.sync", PtxTarget.Sm90, [],
            [new(4, Enumerable.Repeat(1ul, Lanes).ToArray()), new(4, Enumerable.Repeat(1ul, Lanes).ToArray())],
            """
            .reg .pred %p, %q;
            .reg .b32 %leader, %elected;
            elect.sync %leader|%p, 0xffffffff;
            vote.sync.ballot.b32 %elected, %p, 0xffffffff;
            popc.b32 %d0, %elected;
            shr.u32 %elected, %elected, %leader;
            setp.eq.u32 %q, %elected, 1;
            selp.b32 %d1, 1, 0, %q;
            """);
        var lanes = Enumerable.Range(0, Lanes).ToArray();
        ulong[] Each(Func<int, uint> value) => lanes.Select(lane => (ulong)value(lane)).ToArray();
        yield return WarpCase.Create(
            Family, "lane masks", "Special Registers: %lanemask", PtxTarget.Sm80, [],
            [
                new(4, Each(l => 1u << l)), new(4, Each(l => (1u << l) - 1)), new(4, Each(l => (uint)((2ul << l) - 1))),
                new(4, Each(l => ~(uint)((2ul << l) - 1))), new(4, Each(l => ~((1u << l) - 1))), new(4, Each(l => (uint)l)),
            ],
            """
            mov.u32 %d0, %lanemask_eq;
            mov.u32 %d1, %lanemask_lt;
            mov.u32 %d2, %lanemask_le;
            mov.u32 %d3, %lanemask_gt;
            mov.u32 %d4, %lanemask_ge;
            mov.u32 %d5, %laneid;
            """);
    }
}
