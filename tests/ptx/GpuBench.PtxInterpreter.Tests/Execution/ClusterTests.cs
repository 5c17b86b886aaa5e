using GpuBench.PtxInterpreter.Checks;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Execution;

public sealed class ClusterTests
{
    private const string OwnOutput = """
        mov.u32 r40, %cluster_ctarank; mov.u32 r41, %cluster_nctarank; mov.u32 r42, %ctaid.x;
        mul.wide.u32 d3, r42, 256; add.u64 d0, d0, d3;
        """;

    private const string Write = """
        mov.u32 r1, tile; shl.b32 r2, r0, 2; add.u32 r3, r1, r2;
        mad.lo.u32 r4, r42, 100, r0; st.shared.u32 [r3], r4;
        """;

    private const string ReadNeighbour = """
        add.u32 r5, r40, 1; rem.u32 r5, r5, r41;
        mapa.shared::cluster.u32 r6, r3, r5; ld.shared::cluster.u32 r7, [r6];
        cvt.u64.u32 d4, r7; st.global.u64 [d0], d4;
        """;

    private const string Barrier = "barrier.cluster.arrive.aligned; barrier.cluster.wait.aligned;";

    private static SmallKernel Ring(string body) => new(body) { Grid = 8, Cluster = 4 };

    [Fact]
    public void Blocks_of_a_cluster_read_each_other_s_shared_memory()
    {
        var output = Ring(OwnOutput + Write + Barrier + ReadNeighbour + Barrier).RunClean();

        Assert.Equal(Enumerable.Range(0, 8 * 32).Select(index => (ulong)(NeighbourOf(index / 32) * 100 + index % 32)), output);

        static int NeighbourOf(int block) => block / 4 * 4 + (block + 1) % 4;
    }

    [Fact]
    public void A_generic_address_reads_the_shared_memory_of_another_block()
    {
        const string read = """
            cvt.u64.u32 d5, r3; cvta.shared.u64 d5, d5; mapa.u64 d6, d5, 2; ld.u32 r7, [d6];
            getctarank.u64 r8, d6; mad.lo.u32 r7, r8, 1000, r7; cvt.u64.u32 d4, r7; st.global.u64 [d0], d4;
            """;

        var output = Ring(OwnOutput + Write + Barrier + read + Barrier).RunClean();

        Assert.Equal(2200UL, output[0]);
        Assert.Equal(2631UL, output[^1]);
    }

    [Fact]
    public void Reading_before_the_cluster_s_barrier_is_a_race()
    {
        var (result, _) = Ring(OwnOutput + Write + ReadNeighbour + Barrier).Run();

        Assert.True(result.Has(ReportKind.SharedRace) || result.Has(ReportKind.UninitializedShared));
    }

    [Fact]
    public void A_read_from_the_shared_memory_of_an_exited_block_is_reported()
    {
        var (result, _) = Ring(OwnOutput + Write + Barrier + "setp.ne.u32 p1, r40, 3; @p1 bra read; exit; read: bar.sync 0; bar.sync 0;"
            + ReadNeighbour).Run();

        var report = Assert.Single(result.Reports);
        Assert.Equal(ReportKind.OutOfBounds, report.Kind);
        Assert.Contains("exited", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_arrival_at_the_cluster_barrier_without_a_wait_is_reported() =>
        Assert.True(Ring("barrier.cluster.arrive; barrier.cluster.arrive; barrier.cluster.wait;").Run().Result.Has(ReportKind.BadOperand));

    [Fact]
    public void Special_registers_place_a_block_in_its_cluster()
    {
        const string body = OwnOutput + """
            mov.u32 r1, %clusterid.x; mov.u32 r2, %nclusterid.x; mov.u32 r3, %cluster_ctaid.x; mov.u32 r4, %cluster_nctaid.x;
            mov.u32 r5, %is_explicit_cluster;
            mad.lo.u32 r6, r1, 10, r2; mad.lo.u32 r6, r6, 10, r3; mad.lo.u32 r6, r6, 10, r4; mad.lo.u32 r6, r6, 10, r5;
            cvt.u64.u32 d4, r6; st.global.u64 [d0], d4;
            """;

        var output = Ring(body).RunClean();

        // Block 6 is block 2 of cluster 1. There are 2 clusters of 4 blocks each.
        Assert.Equal(12241UL, output[6 * 32]);
    }

    [Fact]
    public void A_grid_that_is_not_a_multiple_of_the_cluster_is_refused() =>
        Assert.Throws<ArgumentException>(() => new SmallKernel("") { Grid = 6, Cluster = 4 }.Run());

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_multicast_copy_reaches_every_block_of_its_mask(int seed)
    {
        var output = new SmallKernel(Multicast("3")) { Grid = 2, Cluster = 2, Options = new() { Seed = seed, WarpSlice = seed } }
            .RunClean();

        Assert.All(output, value => Assert.Equal(0UL, value));
    }

    [Fact]
    public void A_wait_in_a_block_outside_the_multicast_mask_is_a_deadlock()
    {
        var (result, _) = new SmallKernel(Multicast("1")) { Grid = 2, Cluster = 2 }.Run();

        Assert.True(result.Has(ReportKind.Deadlock));
    }

    [Fact]
    public void A_mask_beyond_the_cluster_is_reported() =>
        Assert.True(new SmallKernel(Multicast("7")) { Grid = 2, Cluster = 2 }.Run().Result.Has(ReportKind.BadOperand));

    /// <summary>The first block copies 128 zeros to all blocks. Each block waits for its own copy.</summary>
    private static string Multicast(string mask) => OwnOutput + $$"""
        mov.u32 r1, tile; add.u32 r10, r1, 512; setp.eq.u32 p1, r0, 0;
        @p1 mbarrier.init.shared::cta.b64 [r10], 1;
        @p1 fence.mbarrier_init.release.cluster;
        @p1 mbarrier.arrive.expect_tx.shared::cta.b64 _, [r10], 128;
        barrier.cluster.arrive.aligned; barrier.cluster.wait.aligned;
        setp.eq.and.u32 p2, r40, 0, p1; mov.u16 h1, {{mask}};
        @p2 cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes.multicast::cluster [r1], [d1], 128, [r10], h1;
        wait: mbarrier.try_wait.parity.shared::cta.b64 p3, [r10], 0; @!p3 bra wait;
        shl.b32 r2, r0, 2; add.u32 r3, r1, r2; ld.shared.u32 r7, [r3]; cvt.u64.u32 d4, r7; st.global.u64 [d0], d4;
        barrier.cluster.arrive.aligned; barrier.cluster.wait.aligned;
        """;
}
