using GpuBench.PtxInterpreter.Checks;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Checks;

/// <summary>Each kind of fault, caused by a kernel of a few lines.</summary>
public sealed class ReportKindTests
{
    private const string TileAddress = "mov.u32 r1, tile; shl.b32 r2, r0, 2; add.u32 r3, r1, r2;";
    private const string InitMbarrier = "mov.u32 r1, tile; setp.eq.u32 p1, r0, 0; @p1 mbarrier.init.shared.b64 [r1], 1;";

    public static TheoryData<ReportKind, string> Faults => new()
    {
        { ReportKind.OutOfBounds, "ld.global.u32 r1, [d1+256];" },
        { ReportKind.OutOfBounds, "mov.u32 r1, tile; ld.shared.u32 r2, [r1+1024];" },
        { ReportKind.OutOfBounds, "mov.u32 r1, tile; ld.shared.u32 r2, [r1+4096];" },
        { ReportKind.Misaligned, "ld.global.u32 r1, [d1+2];" },
        { ReportKind.Misaligned, "ld.global.v4.u32 {r1, r2, r3, r4}, [d1+8];" },
        { ReportKind.UninitializedRegister, "add.u32 r1, r2, 1;" },
        { ReportKind.UninitializedRegister, "@p3 mov.u32 r1, 0;" },
        { ReportKind.UninitializedRegister, "setp.eq.u32 p1, r0, 0; @p1 mov.u32 r1, 0; add.u32 r2, r1, 1;" },
        { ReportKind.UninitializedShared, TileAddress + "ld.shared.u32 r4, [r3];" },
        { ReportKind.UninitializedGlobal, "ld.global.u64 d3, [d0];" },
        { ReportKind.SharedRace, TileAddress + "st.shared.u32 [r3], r0; ld.shared.u32 r4, [r1];" },
        {
            ReportKind.SharedRace,
            TileAddress + "st.shared.u32 [r3], r0; bar.warp.sync -1; ld.shared.u32 r4, [r1]; st.shared.u32 [r3], r0;"
        },
        { ReportKind.WriteConflict, "mov.u32 r1, tile; st.shared.u32 [r1], r0;" },
        { ReportKind.BarrierDivergence, "setp.lt.u32 p1, r0, 16; @p1 bar.sync 0;" },
        { ReportKind.WarpDivergence, "setp.lt.u32 p1, r0, 16; @p1 shfl.sync.idx.b32 r1, r0, 0, 31, -1;" },
        { ReportKind.WarpDivergence, "setp.lt.u32 p1, r0, 16; @p1 bra end; vote.sync.ballot.b32 r1, p1, -1; end: bar.warp.sync -1;" },
        {
            ReportKind.AsyncRead,
            TileAddress + "cp.async.ca.shared.global [r3], [d1], 4; cp.async.commit_group; ld.shared.u32 r4, [r3]; cp.async.wait_all;"
        },
        { ReportKind.AsyncOverwrite, TileAddress + "cp.async.ca.shared.global [r3], [d1], 4; st.shared.u32 [r3], r0; cp.async.wait_all;" },
        { ReportKind.AsyncLeak, TileAddress + "cp.async.ca.shared.global [r3], [d1], 4;" },
        { ReportKind.ProxyFence, TileAddress + """
            st.shared.u32 [r3], r0; bar.warp.sync -1; setp.eq.u32 p1, r0, 0;
            @p1 cp.async.bulk.global.shared::cta.bulk_group [d0], [r1], 16; cp.async.bulk.commit_group; cp.async.bulk.wait_group 0;
            """ },
        { ReportKind.Deadlock, InitMbarrier + "bar.warp.sync -1; wait: mbarrier.try_wait.parity.shared.b64 p2, [r1], 0; @!p2 bra wait;" },
        { ReportKind.Deadlock, "setp.eq.u32 p1, r0, 0; bar.sync 0, 64;" },
        { ReportKind.BadOperand, "bar.sync 16;" },
        { ReportKind.BadOperand, "mov.u32 r1, tile; mbarrier.arrive.shared.b64 _, [r1];" },
        { ReportKind.BadOperand, InitMbarrier + "bar.warp.sync -1; mbarrier.arrive.shared.b64 _, [r1], 2;" },
        { ReportKind.Trap, "trap;" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_reported_with_its_kind(ReportKind kind, string body)
    {
        var (result, _) = new SmallKernel(body).Run();

        Assert.True(result.Has(kind), $"expected {kind}, got: {string.Join("; ", result.Reports)}");
        var report = result.Reports.First(report => report.Kind == kind);
        Assert.True(report.Count >= 1);
        Assert.Equal("small", report.Kernel);
    }

    [Fact]
    public void Every_report_kind_except_races_between_blocks_has_a_case() =>
        Assert.Equal([ReportKind.GlobalRace], Enum.GetValues<ReportKind>().Except(Faults.Select(fault => (ReportKind)fault[0])));

    [Fact]
    public void Two_blocks_that_write_the_same_place_are_reported()
    {
        var (result, _) = new SmallKernel("mov.u64 d3, 1; st.global.u64 [d0], d3;") { Grid = 2 }.Run();

        var report = Assert.Single(result.Reports);
        Assert.Equal(ReportKind.GlobalRace, report.Kind);
        Assert.Equal(new Dim3(1, 0, 0), report.Block);
        Assert.Equal(32, report.Count);
    }

    [Fact]
    public void A_report_names_the_line_its_text_and_the_first_thread()
    {
        var (result, _) = new SmallKernel("setp.ge.u32 p1, r0, 5;\n@p1 ld.global.u32   r1, [d1+1000];").Run();

        var report = Assert.Single(result.Reports);
        Assert.Equal("@p1 ld.global.u32 r1, [d1+1000];", report.Text);
        Assert.Equal(19, report.Line);
        Assert.Equal(5, report.Thread);
        Assert.Equal(27, report.Count);
        Assert.Contains("744 bytes after buffer 'in'", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_instructions_that_cannot_execute_are_reported_if_checks_are_off()
    {
        var options = new InterpreterOptions { Checks = false };

        Assert.True(new SmallKernel(TileAddress + "ld.shared.u32 r4, [r3]; add.u32 r5, r6, 1;") { Options = options }.Run().Result.IsClean);
        Assert.False(new SmallKernel("ld.global.u32 r1, [d1+256];") { Options = options }.Run().Result.IsClean);
    }

    [Fact]
    public void A_launch_stops_after_the_maximum_number_of_reports()
    {
        var body = string.Concat(Enumerable.Range(1, 20).Select(index => $"add.u32 r1, r{index + 20}, 1;\n"));

        var (result, _) = new SmallKernel(body) { Options = new() { MaxReports = 3 } }.Run();

        Assert.Equal(3, result.Reports.Count);
    }

    [Fact]
    public void A_uniform_branch_that_diverges_is_reported_on_request()
    {
        const string body = "setp.lt.u32 p1, r0, 16; @p1 bra.uni end; mov.u32 r1, 0; end:";

        Assert.True(new SmallKernel(body).Run().Result.IsClean);
        Assert.True(new SmallKernel(body) { Options = new() { CheckUniform = true } }.Run().Result.Has(ReportKind.WarpDivergence));
    }
}
