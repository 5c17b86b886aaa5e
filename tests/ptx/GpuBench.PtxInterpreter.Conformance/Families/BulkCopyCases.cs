using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>cp.async.bulk between global and shared memory, and the phases of the mbarrier that counts its bytes.</summary>
internal static class BulkCopyCases
{
    private const string Family = "cp.async.bulk and mbarrier", Move = "Data Movement and Conversion Instructions: ",
        Sync = "Parallel Synchronization and Communication Instructions: ";
    private const int Threads = 32;

    public static IEnumerable<ConformanceCase> All() =>
        new[] { 16, 272, 4096 }.Select(Load).Concat(new[] { 16, 272, 4096 }.Select(Store)).Append(Phases()).Append(Counted());

    private static ConformanceCase Load(int bytes)
    {
        var source = LittleEndian.Pack(SampleOperands.Bits(8, bytes, 150), 1);
        return SharedImageCase.Create(
            Family, $"cp.async.bulk of {bytes} bytes to shared memory", Move + "cp.async.bulk", PtxTarget.Sm90, Threads,
            [new InputBuffer("source", source)], source, 1024,
            ModuleText.LoadAddress("source", "%source") + BarrierText.Initialise(0, 1) + $"""
            .reg .b32 %to;
            add.u32 %to, %shared, 1024;
            @%first mbarrier.arrive.expect_tx.shared::cta.b64 _, [%barrier], {bytes};
            @%first cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [%to], [%source], {bytes}, [%barrier];

            """ + BarrierText.Wait());
    }

    // Each thread stores its words of the image. Thread 0 copies the image to global memory.
    private static ConformanceCase Store(int bytes)
    {
        var words = SampleOperands.Bits(32, bytes / 4, 151);
        List<CaseArgument> arguments =
        [
            new InputBuffer("source", LittleEndian.Pack(words, 4)),
            new OutputBuffer("copy", new(4, words, i => $"at byte {4 * i}")),
        ];
        var body = SharedMemoryText.Prologue + ModuleText.LoadAddress("source", "%source") + ModuleText.LoadAddress("copy", "%copy")
            + SharedMemoryText.Fill("%source", Threads, bytes) + $"""
            .reg .pred %first;
            setp.eq.u32 %first, %thread, 0;
            @%first cp.async.bulk.global.shared::cta.bulk_group [%copy], [%shared], {bytes};
            @%first cp.async.bulk.commit_group;
            @%first cp.async.bulk.wait_group 0;
            ret;
            """;
        return new(
            Family, $"cp.async.bulk of {bytes} bytes to global memory", Move + "cp.async.bulk", PtxTarget.Sm90,
            ModuleText.Write(PtxTarget.Sm90, arguments, body, SharedMemoryText.Declaration, Threads), new(1, Threads, bytes), arguments);
    }

    // Each lane has its own barrier, which two arrivals complete. The lane tests both parities after every step.
    private static ConformanceCase Phases()
    {
        string Look(int at) =>
            $"mbarrier.test_wait.parity.shared::cta.b64 %p, [%own], 0;\nselp.b32 %d{at}, 1, 0, %p;\n"
            + $"mbarrier.test_wait.parity.shared::cta.b64 %p, [%own], 1;\nselp.b32 %d{at + 1}, 1, 0, %p;\n";
        const string Arrive = "mbarrier.arrive.shared::cta.b64 %state, [%own];\n";
        ulong[] parities = [0, 1, 0, 1, 1, 0, 1, 0, 0, 1];
        return WarpCase.Create(
            Family, "phases of an mbarrier of two arrivals", Sync + "mbarrier", PtxTarget.Sm90, [],
            parities.Select(p => new Result(4, Enumerable.Repeat(p, WarpCase.Lanes).ToArray())).ToArray(),
            """
            .reg .b32 %own;
            .reg .b64 %state;
            .reg .pred %p;
            mov.u32 %own, barriers;
            mad.lo.u32 %own, %lane, 8, %own;
            mbarrier.init.shared::cta.b64 [%own], 2;

            """ + Look(0) + Arrive + Look(2) + Arrive + Look(4) + Arrive + Look(6) + Arrive + Look(8),
            ".shared .align 8 .b64 barriers[32];");
    }

    // An arrival returns the token of its phase. The token's phase completes with the third arrival.
    private static ConformanceCase Counted() => WarpCase.Create(
        Family, "tokens of an mbarrier", Sync + "mbarrier", PtxTarget.Sm80, [],
        new ulong[] { 0, 1 }.Select(v => new Result(4, Enumerable.Repeat(v, WarpCase.Lanes).ToArray())).ToArray(),
        """
        .reg .b32 %own;
        .reg .b64 %before, %between, %last;
        .reg .pred %p;
        mov.u32 %own, barriers;
        mad.lo.u32 %own, %lane, 8, %own;
        mbarrier.init.shared.b64 [%own], 3;
        mbarrier.arrive.shared.b64 %before, [%own];
        mbarrier.arrive.shared.b64 %between, [%own];
        mbarrier.test_wait.shared.b64 %p, [%own], %before;
        selp.b32 %d0, 1, 0, %p;
        mbarrier.arrive.shared.b64 %last, [%own];
        mbarrier.test_wait.shared.b64 %p, [%own], %before;
        selp.b32 %d1, 1, 0, %p;
        """,
        ".shared .align 8 .b64 barriers[32];");
}
