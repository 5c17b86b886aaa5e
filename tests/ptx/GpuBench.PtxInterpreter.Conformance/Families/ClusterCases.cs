using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>Clusters of two blocks: their registers, barriers, each other's shared memory, and copies to both at once.</summary>
internal static class ClusterCases
{
    private const string Family = "clusters";
    private const int Threads = 32, Blocks = 4, ClusterBlocks = 2;

    private const string ClusterBarrier = "barrier.cluster.arrive.aligned;\nbarrier.cluster.wait.aligned;\n";

    public static IEnumerable<ConformanceCase> All() => [Positions(), Reads(), Writes(), Arrivals(), Multicast()];

    private static ConformanceCase Positions() => Case(
        "positions in clusters", "Special Registers: %cluster_ctarank", 4,
        (block, thread) => (uint)((thread % 4) switch { 0 => block % 2, 1 => 2, 2 => block / 2, _ => 2 }), """
        .reg .b32 %which;
        .reg .pred %is;
        and.b32 %which, %thread, 3;
        mov.u32 %value, %cluster_ctarank;
        setp.eq.u32 %is, %which, 1;
        @%is mov.u32 %value, %cluster_nctarank;
        setp.eq.u32 %is, %which, 2;
        @%is mov.u32 %value, %clusterid.x;
        setp.eq.u32 %is, %which, 3;
        @%is mov.u32 %value, %nclusterid.x;
        """);

    // Each block stores a word of every thread in its shared memory. The other block reads the words in reverse order.
    private static ConformanceCase Reads() => Case(
        "loads from the other block's shared memory", "Data Movement and Conversion Instructions: mapa", 4 * Threads,
        (block, thread) => (uint)(100 * (block ^ 1) + Threads - 1 - thread), $"""
        .reg .b32 %slot, %peer, %remote;
        mad.lo.u32 %slot, %thread, 4, %shared;
        mad.lo.u32 %value, %block, 100, %thread;
        st.shared.b32 [%slot], %value;
        {ClusterBarrier}
        mov.u32 %peer, %cluster_ctarank;
        xor.b32 %peer, %peer, 1;
        sub.u32 %slot, {Threads - 1}, %thread;
        mad.lo.u32 %slot, %slot, 4, %shared;
        mapa.shared::cluster.u32 %remote, %slot, %peer;
        ld.shared::cluster.b32 %value, [%remote];
        {ClusterBarrier}
        """);

    private static ConformanceCase Writes() => Case(
        "stores and atomics to the other block's shared memory", "Data Movement and Conversion Instructions: st", 4 * Threads,
        (block, thread) => (uint)(100 * (block ^ 1) + thread + 5), $"""
        .reg .b32 %slot, %peer, %remote, %five;
        mad.lo.u32 %slot, %thread, 4, %shared;
        st.shared.b32 [%slot], 0;
        {ClusterBarrier}
        mov.u32 %peer, %cluster_ctarank;
        xor.b32 %peer, %peer, 1;
        mapa.shared::cluster.u32 %remote, %slot, %peer;
        mad.lo.u32 %value, %block, 100, %thread;
        st.shared::cluster.b32 [%remote], %value;
        mov.u32 %five, 5;
        red.shared::cluster.add.u32 [%remote], %five;
        {ClusterBarrier}
        ld.shared.b32 %value, [%slot];
        """);

    // Each thread stores to the other block's memory and then arrives on its barrier. The phase's end makes the stores visible.
    private static ConformanceCase Arrivals() => Case(
        "arrivals on the other block's mbarrier",
        "Parallel Synchronization and Communication Instructions: mbarrier.arrive",
        1024 + 4 * Threads,
        (block, thread) => (uint)(100 * (block ^ 1) + thread),
        BarrierText.Initialise(0, Threads) + ClusterBarrier + """
        .reg .b32 %slot, %peer, %remote, %remote_barrier;
        mov.u32 %peer, %cluster_ctarank;
        xor.b32 %peer, %peer, 1;
        mad.lo.u32 %slot, %thread, 4, %shared;
        mapa.shared::cluster.u32 %remote, %slot, %peer;
        mapa.shared::cluster.u32 %remote_barrier, %barrier, %peer;
        mad.lo.u32 %value, %block, 100, %thread;
        st.shared::cluster.b32 [%remote+1024], %value;
        mbarrier.arrive.release.cluster.shared::cluster.b64 _, [%remote_barrier];

        """
        + BarrierText.Wait().Replace(
            "mbarrier.try_wait.parity.shared::cta", "mbarrier.try_wait.parity.acquire.cluster.shared::cta", StringComparison.Ordinal)
        + "ld.shared.b32 %value, [%slot+1024];\n" + ClusterBarrier);

    // Each block loads one half of the words into the same place of both blocks. Every thread adds two words.
    private static ConformanceCase Multicast()
    {
        const int Half = Threads, HalfBytes = 4 * Half;
        var source = Enumerable.Range(0, 2 * Half).Select(i => (ulong)(1000 + i * i)).ToArray();
        var map = new TensorMapArgument("map", "source", 4, [2 * Half], [], [Half], SwizzleMode.None);
        return Case(
            "a tensor copy to both blocks",
            "Data Movement and Conversion Instructions: cp.async.bulk.tensor",
            1024 + 2 * HalfBytes,
            (_, thread) => (uint)(source[2 * thread] + source[2 * thread + 1]),
            ModuleText.MapAddress("map", "%map") + BarrierText.Initialise(0, 1) + $$"""
            .reg .b32 %rank, %to, %start, %other;
            .reg .b16 %both;
            @%first mbarrier.arrive.expect_tx.shared::cta.b64 _, [%barrier], {{2 * HalfBytes}};
            {{ClusterBarrier}}
            mov.u32 %rank, %cluster_ctarank;
            mul.lo.u32 %start, %rank, {{Half}};
            mad.lo.u32 %to, %rank, {{HalfBytes}}, %shared;
            add.u32 %to, %to, 1024;
            mov.u16 %both, 3;
            @%first cp.async.bulk.tensor.1d.shared::cluster.global.tile.mbarrier::complete_tx::bytes.multicast::cluster [%to], [%map, {%start}], [%barrier], %both;

            """ + BarrierText.Wait() + """
            mad.lo.u32 %to, %thread, 8, %shared;
            ld.shared.v2.b32 {%value, %other}, [%to+1024];
            add.u32 %value, %value, %other;

            """ + ClusterBarrier,
            new InputBuffer("source", LittleEndian.Pack(source, 4)), map);
    }

    /// <param name="expected">The word that a thread of a block stores in <c>%value</c>.</param>
    private static ConformanceCase Case(
        string name, string section, int sharedBytes, Func<int, int, uint> expected, string body, params CaseArgument[] inputs)
    {
        var words = Enumerable.Range(0, Blocks * Threads).Select(i => (ulong)expected(i / Threads, i % Threads)).ToArray();
        List<CaseArgument> arguments =
            [.. inputs, new OutputBuffer("d", new(4, words, i => $"of thread {i % Threads} in block {i / Threads}"))];
        var text = SharedMemoryText.Prologue + ModuleText.LoadAddress("d", "%d") + $"""
            .reg .b32 %block, %value, %element;
            mov.u32 %block, %ctaid.x;
            {body}
            mad.lo.u32 %element, %block, {Threads}, %thread;
            mad.wide.u32 %d, %element, 4, %d;
            st.global.b32 [%d], %value;
            ret;
            """;
        return new(
            Family, name, section, PtxTarget.Sm90,
            ModuleText.Write(PtxTarget.Sm90, arguments, text, SharedMemoryText.Declaration, Threads, ClusterBlocks),
            new(Blocks, Threads, sharedBytes, ClusterBlocks), arguments);
    }
}
