using System.Globalization;
using System.Text;

namespace GpuBench.PtxInterpreter.Calibration.Rates;

/// <summary>A kernel that does only mma.sync on registers. No kernel that multiplies with mma.sync can be faster.</summary>
/// <param name="Name">The name of the number type.</param>
/// <param name="Instruction">The instruction, with shape m16n8 and this depth.</param>
/// <param name="Depth">K of one instruction.</param>
/// <param name="HasIntegerSums">True if the sums are in int32. Otherwise they are in fp32.</param>
internal sealed record MmaKernel(string Name, string Instruction, int Depth, bool HasIntegerSums = false)
{
    public const string EntryName = "mma_rate";

    public const int WarpsPerBlock = 4;

    // Enough chains to hide the latency of one instruction. A warp issues the next instruction while the last one is in the pipeline.
    private const int ChainCount = 8;

    public static IReadOnlyList<MmaKernel> All { get; } =
    [
        new("bf16", "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32", 16),
        new("fp16", "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32", 16),
        new("tf32", "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32", 8),
        new("int8", "mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32", 32, HasIntegerSums: true),
        new("fp8", "mma.sync.aligned.m16n8k32.row.col.f32.e4m3.e4m3.f32", 32),
    ];

    /// <summary>Operations of one iteration of one warp.</summary>
    public long OperationsPerIteration => 2L * 16 * 8 * Depth * ChainCount;

    /// <summary>The kernel has two parameters: the address of one word for each thread, and the number of iterations.</summary>
    public string Ptx()
    {
        var (sums, add) = HasIntegerSums ? ("%r", "add.s32") : ("%f", "add.f32");
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $$"""
            .version 8.4
            .target {{(Name == "fp8" ? "sm_89" : "sm_80")}}
            .address_size 64
            .visible .entry {{EntryName}}(.param .u64 to, .param .u32 iterations)
            {
                .reg .pred %p;
                .reg .b32 %r<48>, %a<4>, %b<2>, %i, %n, %t;
                .reg .f32 %f<48>;
                .reg .b64 %d, %o;
                mov.u32 %t, %tid.x;
                mad.lo.u32 %a0, %t, 3, 1;
                xor.b32 %a1, %a0, 0x003c003c;
                add.u32 %a2, %a0, 7;
                add.u32 %a3, %a1, 5;
                mul.lo.u32 %b0, %a0, 5;
                mul.lo.u32 %b1, %a1, 3;

            """);
        var (move, zero) = HasIntegerSums ? ("mov.s32", "0") : ("mov.f32", "0f00000000");
        for (var i = 0; i < 4 * ChainCount; i++)
            text.Append(CultureInfo.InvariantCulture, $"    {move} {sums}{i}, {zero};\n");
        text.Append("    ld.param.u32 %n, [iterations];\n    mov.u32 %i, 0;\nround:\n");
        for (var chain = 0; chain < ChainCount; chain++)
        {
            var c = string.Join(", ", Enumerable.Range(4 * chain, 4).Select(i => $"{sums}{i}"));
            text.Append(CultureInfo.InvariantCulture, $"    {Instruction} {{{c}}}, {{%a0, %a1, %a2, %a3}}, {{%b0, %b1}}, {{{c}}};\n");
        }

        text.Append("    add.u32 %i, %i, 1;\n    setp.lt.u32 %p, %i, %n;\n    @%p bra round;\n");
        for (var i = 1; i < 4 * ChainCount; i++)
            text.Append(CultureInfo.InvariantCulture, $"    {add} {sums}0, {sums}0, {sums}{i};\n");
        text.Append(CultureInfo.InvariantCulture,
            $$"""
                mov.u32 %a0, %ctaid.x;
                mad.lo.u32 %a0, %a0, {{WarpsPerBlock * 32}}, %t;
                mul.wide.u32 %o, %a0, 4;
                ld.param.u64 %d, [to];
                add.u64 %d, %d, %o;
                st.global.{{(HasIntegerSums ? "u32 [%d], %r0" : "f32 [%d], %f0")}};
                ret;
            }

            """);
        return text.ToString();
    }
}
