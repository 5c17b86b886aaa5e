using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>Branches that lanes take differently, calls, special registers, and barriers of a block.</summary>
internal static class ControlFlowCases
{
    private const string Family = "control flow and barriers",
        Control = "Control Flow Instructions: ",
        Sync = "Parallel Synchronization and Communication Instructions: bar";
    private const int Threads = ElementwiseCase.BlockThreads;

    private static readonly ulong[] Values = SampleOperands.Bits(32, Threads, 170);

    public static IEnumerable<ConformanceCase> All() =>
        [Loop(), Branches(), EarlyExit(), Call(), Positions(), Reduction("popc"), Reduction("and"), Reduction("or"), Named(), Exchange()];

    // Lanes leave the loop after different numbers of steps.
    private static ConformanceCase Loop()
    {
        static ulong Steps(ulong value)
        {
            ulong steps = 0;
            for (var x = value & 0xfff | 1; x != 1; steps++)
                x = x % 2 == 0 ? x / 2 : 3 * x + 1;
            return steps;
        }

        return Case("a loop of different lengths", Control + "bra", Values.Select(Steps), """
            .reg .b32 %x, %bit;
            .reg .pred %one, %even;
            and.b32 %x, %a0, 0xfff;
            or.b32 %x, %x, 1;
            mov.u32 %d0, 0;
            LOOP:
            setp.eq.u32 %one, %x, 1;
            @%one bra END;
            add.u32 %d0, %d0, 1;
            and.b32 %bit, %x, 1;
            setp.eq.u32 %even, %bit, 0;
            @%even bra EVEN;
            mad.lo.u32 %x, %x, 3, 1;
            bra LOOP;
            EVEN:
            shr.u32 %x, %x, 1;
            bra LOOP;
            END:
            """);
    }

    private static ConformanceCase Branches() => Case(
        "nested branches that join", Control + "bra",
        Values.Select(v => ((v & 1) != 0 ? (v & 2) != 0 ? 10ul : 20 : (v & 4) != 0 ? 30ul : 40) + 1),
        """
        .reg .b32 %bits;
        .reg .pred %odd, %second, %third;
        and.b32 %bits, %a0, 1;
        setp.ne.u32 %odd, %bits, 0;
        and.b32 %bits, %a0, 2;
        setp.ne.u32 %second, %bits, 0;
        and.b32 %bits, %a0, 4;
        setp.ne.u32 %third, %bits, 0;
        @!%odd bra OUTER;
        @!%second bra INNER;
        mov.u32 %d0, 10;
        bra JOIN;
        INNER:
        mov.u32 %d0, 20;
        bra JOIN;
        OUTER:
        mov.u32 %d0, 30;
        @%third bra JOIN;
        mov.u32 %d0, 40;
        JOIN:
        add.u32 %d0, %d0, 1;
        """);

    // Lanes that exit do not block a vote of the other lanes.
    private static ConformanceCase EarlyExit()
    {
        List<CaseArgument> arguments =
            [new OutputBuffer("d", new(4, Enumerable.Range(0, 32).Select(l => l < 8 ? 0xe0ul : 7).ToArray(), l => $"of lane {l}"))];
        var body = ModuleText.LoadAddress("d", "%d") + """
            .reg .b32 %lane, %votes;
            .reg .pred %upper, %odd;
            mov.u32 %lane, %tid.x;
            mad.wide.u32 %d, %lane, 4, %d;
            st.global.b32 [%d], 7;
            setp.ge.u32 %upper, %lane, 8;
            @%upper exit;
            setp.gt.u32 %odd, %lane, 4;
            vote.sync.ballot.b32 %votes, %odd, 0x000000ff;
            st.global.b32 [%d], %votes;
            ret;
            """;
        return new(
            Family, "lanes that exit early", Control + "exit", PtxTarget.Sm80, ModuleText.Write(PtxTarget.Sm80, arguments, body),
            new(1, 32), arguments);
    }

    private static ConformanceCase Call() => ElementwiseCase.Create(
        Family, "a call with parameters", Control + "call", PtxTarget.Sm80, [new(4, Values)],
        [new(4, Values.Select(v => (v * 3 + 5) * 3 + 5 & uint.MaxValue).ToArray())],
        """
        {
        .param .b32 input;
        .param .b32 output;
        st.param.b32 [input], %a0;
        call.uni (output), triple, (input);
        ld.param.b32 %d0, [output];
        st.param.b32 [input], %d0;
        call.uni (output), triple, (input);
        ld.param.b32 %d0, [output];
        }
        """,
        """
        .func (.param .b32 result) triple (.param .b32 value)
        {
            .reg .b32 %value;
            ld.param.b32 %value, [value];
            mad.lo.u32 %value, %value, 3, 5;
            st.param.b32 [result], %value;
            ret;
        }
        """);

    private static ConformanceCase Positions()
    {
        var indices = Enumerable.Range(0, 3 * Threads).Select(i => (ulong)i).ToArray();
        Result Each(Func<ulong, ulong> value) => new(4, indices.Select(value).ToArray());
        return ElementwiseCase.Create(
            Family, "positions of threads and blocks", "Special Registers", PtxTarget.Sm80, [new(4, indices)],
            [
                Each(i => i % Threads), Each(_ => Threads), Each(i => i / Threads), Each(_ => 3),
                Each(i => i % 32), Each(_ => 0), Each(_ => 1),
            ],
            """
            mov.u32 %d0, %tid.x;
            mov.u32 %d1, %ntid.x;
            mov.u32 %d2, %ctaid.x;
            mov.u32 %d3, %nctaid.x;
            mov.u32 %d4, %laneid;
            mov.u32 %d5, %tid.y;
            mov.u32 %d6, %ntid.z;
            """);
    }

    private static ConformanceCase Reduction(string operation)
    {
        // Only one of all threads differs, so a reduction over a single warp gives a wrong result.
        var votes = Enumerable.Range(0, Threads).Select(i => i == 70 != (operation == "and") ? 1ul : 0).ToArray();
        var result = operation switch
        {
            "popc" => (ulong)votes.Count(v => v != 0),
            "and" => votes.All(v => v != 0) ? 1ul : 0,
            _ => votes.Any(v => v != 0) ? 1ul : 0,
        };
        var reduce = operation == "popc"
            ? "bar.red.popc.u32 %d0, 0, %vote;"
            : $".reg .pred %result;\nbar.red.{operation}.pred %result, 0, %vote;\nselp.b32 %d0, 1, 0, %result;";
        return ElementwiseCase.Create(
            Family, "bar.red." + operation, Sync, PtxTarget.Sm80, [new(4, votes)], [new(4, votes.Select(_ => result).ToArray())],
            $".reg .pred %vote;\nsetp.ne.u32 %vote, %a0, 0;\n{reduce}");
    }

    // The first two warps store and arrive. The other two warps wait for them and read.
    private static ConformanceCase Named() => Case(
        "bar.arrive and bar.sync of a named barrier", Sync, Values.Select((v, i) => i < Threads / 2 ? v : Values[i - Threads / 2]), $"""
        .shared .align 4 .b8 buffer[{4 * Threads / 2}];
        .reg .b32 %slot;
        .reg .pred %producer;
        mov.u32 %slot, buffer;
        setp.lt.u32 %producer, %thread, {Threads / 2};
        @!%producer bra CONSUMER;
        mad.lo.u32 %slot, %thread, 4, %slot;
        st.shared.b32 [%slot], %a0;
        mov.b32 %d0, %a0;
        bar.arrive 3, {Threads};
        bra JOIN;
        CONSUMER:
        bar.sync 3, {Threads};
        mad.lo.u32 %slot, %thread, 4, %slot;
        ld.shared.b32 %d0, [%slot+-{4 * Threads / 2}];
        JOIN:
        """);

    private static ConformanceCase Exchange() => Case(
        "an exchange across bar.sync", Sync, Values.Select((_, i) => Values[Threads - 1 - i]), $"""
        .shared .align 4 .b8 buffer[{4 * Threads}];
        .reg .b32 %slot;
        mov.u32 %slot, buffer;
        mad.lo.u32 %slot, %thread, 4, %slot;
        st.shared.b32 [%slot], %a0;
        bar.sync 0;
        mov.u32 %slot, buffer;
        sub.u32 %thread, {Threads - 1}, %thread;
        mad.lo.u32 %slot, %thread, 4, %slot;
        ld.shared.b32 %d0, [%slot];
        """);

    private static ConformanceCase Case(string name, string section, IEnumerable<ulong> expected, string body) =>
        ElementwiseCase.Create(Family, name, section, PtxTarget.Sm80, [new(4, Values)], [new(4, expected.ToArray())], body);
}
