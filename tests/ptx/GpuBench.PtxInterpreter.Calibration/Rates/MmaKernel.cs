using System.Globalization;
using System.Text;

namespace GpuBench.PtxInterpreter.Calibration.Rates;

/// <summary>A kernel that does only mma.sync on registers. No kernel that multiplies with mma.sync can be faster.</summary>
/// <param name="Name">The name of the number type.</param>
/// <param name="Instruction">The instruction, with shape m16n8 and this depth.</param>
/// <param name="Depth">K of one instruction.</param>
/// <param name="KeptBits">Bits of an operand word that are random. Zeros and equal bits would use less power than data does.</param>
/// <param name="SetBits">Bits of an operand word that are set, so that each element is a normal number of magnitude 0.5 to 2.</param>
/// <param name="HasIntegerSums">True if the sums are in int32. Otherwise they are in fp32.</param>
internal sealed record MmaKernel(string Name, string Instruction, int Depth, uint KeptBits, uint SetBits, bool HasIntegerSums = false)
{
    public const string EntryName = "mma_rate";

    public const int WarpsPerBlock = 4;

    // Enough chains to hide the latency of one instruction. A warp issues the next instruction while the last one is in the pipeline.
    private const int ChainCount = 8;

    // Four words of A, which all chains multiply, and two words of B a chain.
    private const int OperandWords = 4 + 2 * ChainCount;

    public static IReadOnlyList<MmaKernel> All { get; } =
    [
        new("bf16", "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32", 16, 0x80ff80ff, 0x3f003f00),
        new("fp16", "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32", 16, 0x87ff87ff, 0x38003800),
        new("tf32", "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32", 8, 0x80ffe000, 0x3f000000),
        new("int8", "mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32", 32, 0xffffffff, 0, HasIntegerSums: true),
        new("fp8", "mma.sync.aligned.m16n8k32.row.col.f32.e4m3.e4m3.f32", 32, 0x8f8f8f8f, 0x30303030),
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
                .reg .b32 %r<48>, %o<{{OperandWords}}>, %i, %n, %t;
                .reg .f32 %f<48>;
                .reg .b64 %d, %offset;
                mov.u32 %t, %tid.x;
                mad.lo.u32 %i, %t, 0x9e3779b1, 0x7f4a7c15;

            """);
        // Chains with equal operands would be equal, and the assembler would compute one of them.
        for (var word = 0; word < OperandWords; word++)
            text.Append(CultureInfo.InvariantCulture,
                $$"""
                    xor.b32 %o{{word}}, %i, {{word + 1}};
                    mul.lo.u32 %o{{word}}, %o{{word}}, 0x85ebca6b;
                    shr.u32 %n, %o{{word}}, 15;
                    xor.b32 %o{{word}}, %o{{word}}, %n;
                    mul.lo.u32 %o{{word}}, %o{{word}}, 0xc2b2ae35;
                    and.b32 %o{{word}}, %o{{word}}, {{KeptBits}};
                    or.b32 %o{{word}}, %o{{word}}, {{SetBits}};

                """);
        var (move, zero) = HasIntegerSums ? ("mov.s32", "0") : ("mov.f32", "0f00000000");
        for (var i = 0; i < 4 * ChainCount; i++)
            text.Append(CultureInfo.InvariantCulture, $"    {move} {sums}{i}, {zero};\n");
        text.Append("    ld.param.u32 %n, [iterations];\n    mov.u32 %i, 0;\nround:\n");
        for (var chain = 0; chain < ChainCount; chain++)
        {
            var c = string.Join(", ", Enumerable.Range(4 * chain, 4).Select(i => $"{sums}{i}"));
            var b = string.Create(CultureInfo.InvariantCulture, $"%o{4 + 2 * chain}, %o{5 + 2 * chain}");
            text.Append(CultureInfo.InvariantCulture, $"    {Instruction} {{{c}}}, {{%o0, %o1, %o2, %o3}}, {{{b}}}, {{{c}}};\n");
        }

        text.Append("    add.u32 %i, %i, 1;\n    setp.lt.u32 %p, %i, %n;\n    @%p bra round;\n");
        for (var i = 1; i < 4 * ChainCount; i++)
            text.Append(CultureInfo.InvariantCulture, $"    {add} {sums}0, {sums}0, {sums}{i};\n");
        text.Append(CultureInfo.InvariantCulture,
            $$"""
                mov.u32 %n, %ctaid.x;
                mad.lo.u32 %n, %n, {{WarpsPerBlock * 32}}, %t;
                mul.wide.u32 %offset, %n, 4;
                ld.param.u64 %d, [to];
                add.u64 %d, %d, %offset;
                st.global.{{(HasIntegerSums ? "u32 [%d], %r0" : "f32 [%d], %f0")}};
                ret;
            }

            """);
        return text.ToString();
    }
}
