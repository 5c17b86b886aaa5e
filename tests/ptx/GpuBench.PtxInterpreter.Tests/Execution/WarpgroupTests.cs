using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Memory;
using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Execution;

/// <summary>A product of one warpgroup, with tensor copies of its input: C (64,8) = A (64,K) · B (8,K) transposed, in fp16.</summary>
public sealed class WarpgroupTests
{
    private const int K = 64 * 3;

    private const string Kernel = """
        .version 8.0
        .target sm_90a
        .address_size 64
        .visible .entry product(.param .align 64 .b8 mapA[128], .param .align 64 .b8 mapB[128], .param .u64 c, .param .u32 tiles)
        {
        .shared .align 1024 .b8 tileA[8192];
        .shared .align 1024 .b8 tileB[1024];
        .shared .align 8 .b8 full[8];
        .reg .pred p<4>; .reg .b32 r<30>; .reg .f32 f<4>; .reg .b64 d<20>;
        mov.b64 d0, mapA; cvta.param.u64 d0, d0; mov.b64 d1, mapB; cvta.param.u64 d1, d1; ld.param.u64 d2, [c]; ld.param.u32 r9, [tiles];
        mov.u32 r0, %tid.x; mov.u32 r1, tileA; mov.u32 r2, tileB; mov.u32 r3, full; mov.u32 r4, 0; setp.eq.u32 p0, r0, 0;
        @p0 mbarrier.init.shared::cta.b64 [r3], 1;
        @p0 fence.proxy.async.shared::cta;
        bar.sync 0;
        shr.u32 r5, r1, 4; cvt.u64.u32 d3, r5; or.b64 d3, d3, 0x4000004000010000;
        shr.u32 r6, r2, 4; cvt.u64.u32 d4, r6; or.b64 d4, d4, 0x4000004000010000;
        mov.f32 f0, 0f00000000; mov.f32 f1, f0; mov.f32 f2, f0; mov.f32 f3, f0; mov.u32 r7, 0; setp.eq.u32 p3, r0, r0;
        loop: @!p0 bra wait;
        mbarrier.arrive.expect_tx.shared::cta.b64 _, [r3], 9216;
        shl.b32 r8, r7, 6;
        cp.async.bulk.tensor.2d.shared::cluster.global.tile.mbarrier::complete_tx::bytes [r1], [d0, {r8, r4}], [r3];
        cp.async.bulk.tensor.2d.shared::cluster.global.tile.mbarrier::complete_tx::bytes [r2], [d1, {r8, r4}], [r3];
        wait: and.b32 r10, r7, 1;
        spin: mbarrier.try_wait.parity.shared::cta.b64 p1, [r3], r10; @!p1 bra spin;
        wgmma.fence.sync.aligned;
        wgmma.mma_async.sync.aligned.m64n8k16.f32.f16.f16 {f0, f1, f2, f3}, d3, d4, p3, 1, 1, 0, 0;
        add.u64 d5, d3, 2; add.u64 d6, d4, 2; wgmma.mma_async.sync.aligned.m64n8k16.f32.f16.f16 {f0, f1, f2, f3}, d5, d6, p3, 1, 1, 0, 0;
        add.u64 d5, d3, 4; add.u64 d6, d4, 4; wgmma.mma_async.sync.aligned.m64n8k16.f32.f16.f16 {f0, f1, f2, f3}, d5, d6, p3, 1, 1, 0, 0;
        add.u64 d5, d3, 6; add.u64 d6, d4, 6; wgmma.mma_async.sync.aligned.m64n8k16.f32.f16.f16 {f0, f1, f2, f3}, d5, d6, p3, 1, 1, 0, 0;
        wgmma.commit_group.sync.aligned;
        wgmma.wait_group.sync.aligned 0;
        bar.sync 0;
        add.u32 r7, r7, 1; setp.lt.u32 p2, r7, r9; @p2 bra loop;
        shr.u32 r11, r0, 5; shl.b32 r11, r11, 4; shr.u32 r12, r0, 2; and.b32 r12, r12, 7; add.u32 r11, r11, r12; and.b32 r13, r0, 3;
        shl.b32 r11, r11, 5; shl.b32 r13, r13, 3; add.u32 r11, r11, r13; cvt.u64.u32 d7, r11; add.u64 d7, d2, d7;
        st.global.v2.f32 [d7], {f0, f1}; st.global.v2.f32 [d7+256], {f2, f3};
        ret;
        }
        """;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 20)]
    [InlineData(2, 5)]
    public void The_product_is_right_in_any_order_of_warps(int seed, int slice)
    {
        var (result, error) = Run(Kernel, new() { Seed = seed, WarpSlice = slice });

        Assert.Empty(result.Reports);
        Assert.InRange(error, 0, 1e-5);
    }

    [Theory]
    [InlineData("@!p1 bra spin;", "", ReportKind.AsyncRead)]
    [InlineData("@p0 fence.proxy.async.shared::cta;", "", ReportKind.ProxyFence)]
    [InlineData("9216", "9232", ReportKind.Deadlock)]
    [InlineData("wgmma.fence.sync.aligned;", "", ReportKind.AsyncOverwrite)]
    [InlineData("wgmma.wait_group.sync.aligned 0;", "", ReportKind.AsyncRead)]
    [InlineData("wgmma.commit_group.sync.aligned;", "", ReportKind.AsyncRead)]
    [InlineData("wgmma.wait_group.sync.aligned 0;\nbar.sync 0;", "wgmma.wait_group.sync.aligned 0;", ReportKind.SharedRace)]
    [InlineData("bar.sync 0;\nshr.u32 r5", "shr.u32 r5", ReportKind.SharedRace)]
    [InlineData("wgmma.fence.sync.aligned;", "wgmma.fence.sync.aligned; setp.lt.u32 p3, r0, 96;", null)]
    [InlineData(
        "or.b64 d4, d4, 0x4000004000010000;",
        "or.b64 d4, d4, 0x4000004000010000; setp.ge.u32 p1, r0, 96; @p1 add.u64 d4, d4, 2;",
        ReportKind.WarpDivergence)]
    [InlineData("loop: @!p0 bra wait;", "setp.ge.u32 p1, r0, 96; @p1 exit; loop: @!p0 bra wait;", ReportKind.WarpDivergence)]
    [InlineData("{r8, r4}], [r3];\nwait:", "{r8}], [r3];\nwait:", ReportKind.BadOperand)]
    public void A_defect_is_reported_and_a_legal_change_is_not(string text, string replacement, ReportKind? kind)
    {
        Assert.Contains(text, Kernel, StringComparison.Ordinal);

        var (result, error) = Run(Kernel.Replace(text, replacement, StringComparison.Ordinal), new());

        // A legal program with another meaning has wrong results and no report.
        Assert.Equal(kind is null, result.IsClean);
        Assert.True(kind is null ? error > 1e-3 : result.Has(kind.Value), string.Join("; ", result.Reports));
    }

    [Fact]
    public void A_write_to_the_registers_of_an_operand_in_flight_is_reported()
    {
        const string registers = "mov.u32 r20, 0; mov.u32 r21, 0; mov.u32 r22, 0; mov.u32 r23, 0; wgmma.fence.sync.aligned;";
        var text = Kernel
            .Replace("wgmma.fence.sync.aligned;", registers, StringComparison.Ordinal)
            .Replace("d3, d4, p3, 1, 1, 0, 0;", "{r20, r21, r22, r23}, d4, p3, 1, 1, 0;", StringComparison.Ordinal);
        Assert.Empty(Run(text, new()).Result.Reports);

        var (result, _) = Run(text.Replace("wgmma.commit_group", "mov.u32 r21, 1; wgmma.commit_group", StringComparison.Ordinal), new());

        Assert.Equal(ReportKind.AsyncOverwrite, Assert.Single(result.Reports).Kind);
    }

    [Theory]
    [InlineData(TensorMapSwizzle.None)]
    [InlineData(TensorMapSwizzle.Bytes64)]
    public void A_swizzle_that_differs_from_the_descriptor_gives_a_wrong_result_or_a_report(TensorMapSwizzle swizzle)
    {
        var (result, error) = Run(Kernel, new(), swizzle);

        Assert.True(error > 1e-3 || result.Has(ReportKind.BadOperand));
    }

    private static (LaunchResult Result, double Error) Run(
        string text, InterpreterOptions options, TensorMapSwizzle swizzle = TensorMapSwizzle.Bytes128)
    {
        var program = PtxProgram.Decode(PtxModule.Parse(text));
        var a = HalfMatrix.Random(64, K, seed: 1);
        var b = HalfMatrix.Random(8, K, seed: 2);
        var memory = new GlobalMemory();
        var c = memory.Allocate(64 * 8 * sizeof(float), "c");
        var arguments = new KernelArguments(program)
            .TensorMap(MapOf(memory.Allocate(a.Bits, "a"), a, swizzle))
            .TensorMap(MapOf(memory.Allocate(b.Bits, "b"), b, swizzle))
            .Pointer(c)
            .Scalar(K / 64);

        var result = Interpreter.Run(program, memory, new(1, 128), arguments, options);

        return (result, a.MultiplyTransposed(b).MaxDifference(memory.Read<float>(c)));
    }

    private static TensorMap MapOf(GlobalBuffer buffer, HalfMatrix matrix, TensorMapSwizzle swizzle) =>
        new(
            buffer.Address, sizeof(ushort), [(ulong)matrix.Columns, (ulong)matrix.Rows], [(ulong)matrix.Columns * sizeof(ushort)],
            [64, (uint)matrix.Rows], swizzle);
}
