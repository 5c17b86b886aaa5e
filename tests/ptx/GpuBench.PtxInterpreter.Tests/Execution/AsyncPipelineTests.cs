using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Memory;
using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Execution;

/// <summary>A product of one warp, with two cp.async stages for its input: C (16,8) = A (16,K) · B (8,K) transposed, in fp16.</summary>
public sealed class AsyncPipelineTests
{
    private const int Tiles = 5;
    private const int K = 16 * Tiles;

    // A stage holds 16 rows of A, then 8 of B, 32 bytes each.
    private const string Kernel = """
        .version 8.0
        .target sm_80
        .address_size 64
        .visible .entry product(.param .u64 a, .param .u64 b, .param .u64 c)
        {
        .shared .align 128 .b8 stages[1536];
        .reg .pred p<4>; .reg .b32 r<40>; .reg .f32 f<8>; .reg .b64 d<20>;
        ld.param.u64 d0, [a]; ld.param.u64 d1, [b]; ld.param.u64 d2, [c];
        mov.u32 r0, %laneid; mov.u32 r1, stages;
        // Each lane copies 16 bytes of A; lanes below 16 copy 16 bytes of B.
        shr.u32 r2, r0, 1; and.b32 r3, r0, 1; shl.b32 r4, r3, 4; mad.lo.u32 r5, r2, 160, r4; cvt.u64.u32 d3, r5;
        add.u64 d4, d0, d3; add.u64 d5, d1, d3; shl.b32 r6, r2, 5; add.u32 r6, r6, r4; add.u32 r6, r6, r1; setp.lt.u32 p1, r0, 16;
        mov.f32 f0, 0f00000000; mov.f32 f1, f0; mov.f32 f2, f0; mov.f32 f3, f0;
        cp.async.cg.shared.global [r6], [d4], 16; @p1 cp.async.cg.shared.global [r6+512], [d5], 16; cp.async.commit_group;
        mov.u32 r7, 0; mov.u32 r8, 0;
        loop: add.u32 r7, r7, 1; xor.b32 r9, r8, 768; setp.ge.u32 p2, r7, 5; @p2 bra last;
        add.u64 d4, d4, 32; add.u64 d5, d5, 32; add.u32 r10, r6, r9;
        cp.async.cg.shared.global [r10], [d4], 16; @p1 cp.async.cg.shared.global [r10+512], [d5], 16;
        last: cp.async.commit_group;
        cp.async.wait_group 1;
        bar.warp.sync -1;
        // Lanes address the rows of four matrices of A, then of two of B.
        and.b32 r11, r0, 15; shr.u32 r12, r0, 4; shl.b32 r13, r11, 5; shl.b32 r14, r12, 4; add.u32 r13, r13, r14; add.u32 r13, r13, r1; add.u32 r13, r13, r8;
        ldmatrix.sync.aligned.m8n8.x4.shared.b16 {r20, r21, r22, r23}, [r13];
        and.b32 r15, r0, 7; shr.u32 r16, r0, 3; and.b32 r16, r16, 1; shl.b32 r17, r15, 5; shl.b32 r18, r16, 4; add.u32 r17, r17, r18; add.u32 r17, r17, r1; add.u32 r17, r17, r8;
        ldmatrix.sync.aligned.m8n8.x2.shared.b16 {r24, r25}, [r17+512];
        mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {f0, f1, f2, f3}, {r20, r21, r22, r23}, {r24, r25}, {f0, f1, f2, f3};
        bar.warp.sync -1;
        mov.u32 r8, r9; @!p2 bra loop;
        cp.async.wait_all;
        shr.u32 r30, r0, 2; and.b32 r31, r0, 3; shl.b32 r32, r30, 5; shl.b32 r33, r31, 3; add.u32 r32, r32, r33; cvt.u64.u32 d6, r32; add.u64 d6, d2, d6;
        st.global.v2.f32 [d6], {f0, f1}; st.global.v2.f32 [d6+256], {f2, f3};
        ret;
        }
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_product_is_right(bool checks)
    {
        var (result, error) = Run(Kernel, new() { Checks = checks });

        Assert.Empty(result.Reports);
        Assert.InRange(error, 0, 1e-5);
    }

    [Theory]
    [InlineData("cp.async.wait_group 1;", "", ReportKind.AsyncRead)]
    [InlineData("cp.async.wait_group 1;", "cp.async.wait_group 2;", ReportKind.AsyncRead)]
    [InlineData("cp.async.wait_group 1;\nbar.warp.sync -1;", "cp.async.wait_group 1;", ReportKind.SharedRace)]
    [InlineData("bar.warp.sync -1;\nmov.u32 r8, r9;", "mov.u32 r8, r9;", ReportKind.SharedRace)]
    [InlineData("@p1 cp.async.cg.shared.global [r6+512], [d5], 16;", "", ReportKind.UninitializedShared)]
    [InlineData("[r10+512], [d5], 16;", "[r10+520], [d5], 16;", ReportKind.Misaligned)]
    [InlineData("cp.async.wait_all;", "", null)]
    public void A_defect_is_reported_and_a_legal_change_is_not(string text, string replacement, ReportKind? kind)
    {
        Assert.Contains(text, Kernel, StringComparison.Ordinal);

        var (result, _) = Run(Kernel.Replace(text, replacement, StringComparison.Ordinal), new());

        // The last groups are empty, so the wait after the loop has nothing to wait for.
        Assert.Equal(kind is null, result.IsClean);
        Assert.True(kind is null || result.Has(kind.Value), string.Join("; ", result.Reports));
    }

    [Theory]
    [InlineData("16, r40", "mov.u32 r40, 4;")]
    [InlineData("16, p3", "setp.eq.u32 p3, r0, r0;")]
    public void The_source_of_a_copy_may_be_shorter_or_ignored(string operands, string setup)
    {
        var body = $"mov.u32 r1, tile; shl.b32 r2, r0, 4; add.u32 r3, r1, r2; {setup.Replace("r40", "r4", StringComparison.Ordinal)} "
            + $"cp.async.cg.shared.global [r3], [d1], {operands.Replace("r40", "r4", StringComparison.Ordinal)}; cp.async.wait_all; "
            + "ld.shared.v2.u64 {d3, d4}, [r3]; or.b64 d3, d3, d4; st.global.u64 [d0], d3;";

        Assert.All(new SmallKernel(body).RunClean(), value => Assert.Equal(0UL, value));
    }

    [Fact]
    public void Counters_count_executions_sectors_passes_and_bank_conflicts()
    {
        var (result, _) = Run(Kernel, new() { Profile = true });

        var multiply = Assert.Single(result.Counters.Instructions, counters => counters.Class == InstructionClass.Matrix);
        Assert.Equal((Tiles, Tiles * 32), (multiply.WarpExecutions, multiply.ThreadExecutions));
        var load = result.Counters.Instructions.Single(counters => counters.Opcode.Contains(".x4.", StringComparison.Ordinal));
        // A row has 32 bytes, so eight rows use the same 32 banks twice.
        Assert.Equal((4 * Tiles, 8 * Tiles, 4 * Tiles), (load.Requests, load.SharedPasses, load.BankConflicts));
        var store = result.Counters.Instructions.First(counters => counters.Opcode == "st.global.v2.f32");
        Assert.Equal((1, 8, 256), (store.Requests, store.Sectors, store.Bytes));
    }

    private static (LaunchResult Result, double Error) Run(string text, InterpreterOptions options)
    {
        var program = PtxProgram.Decode(PtxModule.Parse(text));
        var a = HalfMatrix.Random(16, K, seed: 1);
        var b = HalfMatrix.Random(8, K, seed: 2);
        var memory = new GlobalMemory();
        var c = memory.Allocate(16 * 8 * sizeof(float), "c");
        var arguments = new KernelArguments(program).Pointer(memory.Allocate(a.Bits, "a")).Pointer(memory.Allocate(b.Bits, "b")).Pointer(c);

        var result = Interpreter.Run(program, memory, new(1, 32), arguments, options);

        return (result, a.MultiplyTransposed(b).MaxDifference(memory.Read<float>(c)));
    }
}
