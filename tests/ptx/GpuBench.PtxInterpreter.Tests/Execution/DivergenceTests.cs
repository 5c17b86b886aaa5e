using GpuBench.PtxInterpreter.Checks;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Execution;

public sealed class DivergenceTests
{
    private const string StoreR1 = "cvt.u64.u32 d4, r1; st.global.u64 [d0], d4;";

    [Fact]
    public void Both_sides_of_a_branch_run_and_reconverge()
    {
        const string body = """
            setp.lt.u32 p1, r0, 5; @p1 bra low; mov.u32 r1, 7; bra join; low: mov.u32 r1, 3;
            join: bar.warp.sync -1; activemask.b32 r2; add.u32 r1, r1, r2;
            """ + StoreR1;

        Assert.Equal(Enumerable.Range(0, 32).Select(lane => lane < 5 ? 2UL : 6UL), new SmallKernel(body).RunClean());
    }

    [Fact]
    public void Lanes_reconverge_if_the_text_of_a_branch_is_behind_the_join_point()
    {
        const string body = """
            setp.lt.u32 p1, r0, 5; mov.u32 r1, 7; @p1 bra low;
            join: shfl.sync.idx.b32 r1, r1, 0, 31, -1; bra end; low: mov.u32 r1, 3; bra join; end:
            """ + StoreR1;

        Assert.All(new SmallKernel(body).RunClean(), value => Assert.Equal(3UL, value));
    }

    [Fact]
    public void Lanes_leave_a_loop_one_after_the_other()
    {
        const string body = "mov.u32 r1, 0; loop: add.u32 r1, r1, 2; setp.lt.u32 p1, r1, r0; @p1 bra loop;" + StoreR1;

        Assert.Equal(Enumerable.Range(0, 32).Select(lane => (ulong)Math.Max(2, (lane + 1) / 2 * 2)), new SmallKernel(body).RunClean());
    }

    [Fact]
    public void A_collective_instruction_needs_only_its_member_lanes()
    {
        const string body = """
            mov.u32 r1, 1; setp.lt.u32 p1, r0, 16; @!p1 bra end;
            vote.sync.ballot.b32 r1, p1, 0xffff; redux.sync.add.u32 r2, r0, 0xffff; add.u32 r1, r1, r2;
            end:
            """ + StoreR1;

        Assert.Equal(Enumerable.Range(0, 32).Select(lane => lane < 16 ? 0xffffUL + 120 : 1), new SmallKernel(body).RunClean());
    }

    [Fact]
    public void Barriers_and_votes_do_not_wait_for_lanes_that_have_exited()
    {
        const string body = "setp.ge.u32 p1, r0, 8; @p1 exit; bar.sync 0; vote.sync.ballot.b32 r1, !p1, -1;" + StoreR1;

        Assert.Equal(0xffUL, new SmallKernel(body).Run().Output[0]);
        Assert.True(new SmallKernel(body).Run().Result.IsClean);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Warps_exchange_through_shared_memory_behind_a_barrier(int seed)
    {
        const string body = """
            mov.u32 r1, tile; shl.b32 r2, r0, 2; add.u32 r3, r1, r2; st.shared.u32 [r3], r0; bar.sync 0;
            sub.u32 r4, 127, r0; shl.b32 r4, r4, 2; add.u32 r4, r1, r4; ld.shared.u32 r1, [r4];
            """ + StoreR1;

        var output = new SmallKernel(body) { Block = 128, Options = new() { Seed = seed, WarpSlice = seed } }.RunClean();

        Assert.Equal(Enumerable.Range(0, 128).Select(thread => (ulong)(127 - thread)), output);
    }

    [Fact]
    public void A_named_barrier_orders_only_the_producers_and_consumers_that_use_it()
    {
        const string body = """
            mov.u32 r1, tile; and.b32 r2, r0, 31; shl.b32 r2, r2, 2; add.u32 r3, r1, r2; setp.ge.u32 p1, r0, 32; @p1 bra consume;
            st.shared.u32 [r3], r0; bar.arrive 1, 64; mov.u32 r1, 0; bra end;
            consume: bar.sync 1, 64; ld.shared.u32 r1, [r3];
            end:
            """ + StoreR1;

        Assert.Equal(
            Enumerable.Range(0, 64).Select(thread => thread < 32 ? 0UL : (ulong)thread - 32),
            new SmallKernel(body) { Block = 64 }.RunClean());
        var (broken, _) = new SmallKernel(body.Replace("bar.sync 1, 64;", "bar.sync 2, 32;", StringComparison.Ordinal)) { Block = 64 }
            .Run();
        Assert.True(broken.Has(ReportKind.SharedRace));
    }

    [Theory]
    [InlineData("popc", 40UL)]
    [InlineData("and", 0UL)]
    [InlineData("or", 1UL)]
    public void A_barrier_reduces_predicates(string operation, ulong expected)
    {
        var target = operation == "popc" ? "u32" : "pred";
        var reduce = operation == "popc"
            ? "bar.red.popc.u32 r1, 0, p1;"
            : $"bar.red.{operation}.{target} p2, 0, p1; selp.u32 r1, 1, 0, p2;";

        var output = new SmallKernel("setp.lt.u32 p1, r0, 40;" + reduce + StoreR1) { Block = 64 }.RunClean();

        Assert.All(output, value => Assert.Equal(expected, value));
    }

    [Fact]
    public void A_spinning_warp_lets_the_other_warps_run()
    {
        const string body = """
            mov.u32 r1, tile; setp.eq.u32 p1, r0, 0; @p1 st.volatile.shared.u32 [r1], 0; bar.sync 0;
            setp.ge.u32 p2, r0, 32; @p2 bra write;
            spin: ld.volatile.shared.u32 r2, [r1]; setp.eq.u32 p3, r2, 0; @p3 bra spin; bra end;
            write: setp.eq.u32 p4, r0, 32; @p4 st.volatile.shared.u32 [r1], 5; mov.u32 r2, 5;
            end: mov.u32 r1, r2;
            """ + StoreR1;

        Assert.All(new SmallKernel(body) { Block = 64 }.RunClean(), value => Assert.Equal(5UL, value));
    }

    [Fact]
    public void A_loop_without_an_end_is_reported()
    {
        var (result, _) = new SmallKernel("loop: bra loop;") { Options = new() { MaxWarpInstructions = 1000 } }.Run();

        Assert.Equal(ReportKind.Deadlock, Assert.Single(result.Reports).Kind);
    }

    [Fact]
    public void Byte_stores_to_different_bytes_of_a_shared_word_are_not_a_conflict() => new SmallKernel(
        "mov.u32 r1, tile; add.u32 r3, r1, r0; cvt.u16.u32 h1, r0; st.shared.u8 [r3], h1; ld.shared.u8 h2, [r3]; cvt.u32.u16 r1, h2;"
        + StoreR1).RunClean();
}
