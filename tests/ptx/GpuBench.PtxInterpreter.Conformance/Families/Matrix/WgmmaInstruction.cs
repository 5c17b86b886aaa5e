using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Families.Matrix;

/// <summary>One wgmma.mma_async and the layouts of its operands.</summary>
/// <param name="N">Columns of B and D. A and D have 64 rows.</param>
/// <param name="Swizzle">The swizzle mode of both operands in shared memory.</param>
/// <param name="RegisterA">A comes from registers instead of shared memory.</param>
/// <param name="KMajorA">A's neighbours along K are adjacent in memory. Only 16-bit types also allow adjacent neighbours along M.</param>
/// <param name="KMajorB">The same for B, with N instead of M.</param>
/// <param name="Step">The multiplied slice of the tiles' depth. The start addresses advance by this number of instructions.</param>
/// <param name="ScaleA">1 or -1.</param>
/// <param name="KeepD">False replaces the accumulators instead of adding to them.</param>
internal sealed record WgmmaInstruction(
    string D, string A, string B, int N, SwizzleMode Swizzle, bool RegisterA = false, bool KMajorA = true, bool KMajorB = true,
    int Step = 0, int ScaleA = 1, int ScaleB = 1, bool KeepD = true)
{
    public const int M = 64;

    private int ElementBits => new MatrixElement(A).Bits;

    /// <summary>The depth of one instruction: 256 bits of an operand's row.</summary>
    public int K => 256 / ElementBits;

    /// <summary>The depth of the tiles in shared memory: a whole swizzle span, or enough for the step.</summary>
    public int Depth =>
        Swizzle != SwizzleMode.None && (KMajorA || KMajorB) ? Math.Max(K, SharedSwizzle.Span(Swizzle) * 8 / ElementBits) : K * (Step + 1);

    public CanonicalLayout LayoutA => new(ElementBits / 8, KMajorA, Swizzle, M, Depth);

    public CanonicalLayout LayoutB => new(ElementBits / 8, KMajorB, Swizzle, N, Depth);

    /// <summary>The fragment table of A in registers: each warp holds 16 of the rows.</summary>
    public MmaShape Fragment => new(16, 8, K, ElementBits);

    /// <summary>Accumulators of one thread.</summary>
    public int ElementsOfD => N / 2;

    public (int Row, int Column) PositionOfD(int thread, int i) =>
        (16 * (thread / 32) + thread % 32 / 4 + 8 * (i / 2 % 2), 8 * (i / 4) + thread % 4 * 2 + i % 2);

    /// <summary>The instruction's opcode with shape and types.</summary>
    public string Opcode => $"wgmma.mma_async.sync.aligned.m64n{N}k{K}.{D}.{A}.{B}";

    /// <summary>The immediate operands after scale-d.</summary>
    public string Immediates
    {
        get
        {
            var scales = D == "s32" ? "" : $", {ScaleA}, {ScaleB}";
            var transposes = ElementBits != 16 ? "" : (RegisterA ? "" : $", {(KMajorA ? 0 : 1)}") + $", {(KMajorB ? 0 : 1)}";
            return scales + transposes;
        }
    }

    public override string ToString()
    {
        var a = RegisterA ? "A in registers" : KMajorA ? "A K-major" : "A M-major";
        var extras = (Step > 0 ? $", step {Step}" : "") + (ScaleA < 0 ? ", -A" : "") + (ScaleB < 0 ? ", -B" : "")
            + (KeepD ? "" : ", D replaced");
        return $"{Opcode}, {a}, B {(KMajorB ? "K-major" : "N-major")}, {SharedSwizzle.Text(Swizzle)}{extras}";
    }

    public static IEnumerable<WgmmaInstruction> All()
    {
        var types = new[]
        {
            ("f32", "f16", "f16"), ("f16", "f16", "f16"), ("f32", "bf16", "bf16"), ("f32", "tf32", "tf32"), ("f32", "e4m3", "e4m3"),
            ("f32", "e5m2", "e4m3"), ("f16", "e4m3", "e5m2"),
            ("f16", "e5m2", "e5m2"), ("s32", "s8", "s8"), ("s32", "u8", "u8"), ("s32", "u8", "s8"), ("s32", "s8", "u8"),
        };
        foreach (var (d, a, b) in types)
        {
            foreach (var swizzle in Enum.GetValues<SwizzleMode>())
                yield return new(d, a, b, 64, swizzle);
            foreach (var n in new[] { 8, 16, 32, 96, 256 }.Where(n => d != "s32" || n < 256))
                yield return new(d, a, b, n, SwizzleMode.Span128);
            yield return new(d, a, b, 64, SwizzleMode.Span128, RegisterA: true);
            for (var step = 1; step < 4; step++)
                yield return new(d, a, b, 128, SwizzleMode.Span128, Step: step);
            yield return new(d, a, b, 64, SwizzleMode.None, Step: 2);
            yield return new(d, a, b, 64, SwizzleMode.Span64, KeepD: false);
        }

        foreach (var (d, a, b) in types.Where(t => t.Item2 is "f16" or "bf16"))
        {
            foreach (var swizzle in Enum.GetValues<SwizzleMode>())
            {
                yield return new(d, a, b, 128, swizzle, KMajorA: false);
                yield return new(d, a, b, 128, swizzle, KMajorB: false);
                yield return new(d, a, b, 64, swizzle, KMajorA: false, KMajorB: false);
                yield return new(d, a, b, 128, swizzle, KMajorA: false, KMajorB: false, Step: 2);
                yield return new(d, a, b, 64, swizzle, RegisterA: true, KMajorB: false);
            }

            yield return new(d, a, b, 64, SwizzleMode.Span128, ScaleA: -1);
            yield return new(d, a, b, 64, SwizzleMode.Span128, ScaleB: -1);
            yield return new(d, a, b, 64, SwizzleMode.Span128, RegisterA: true, ScaleA: -1, ScaleB: -1);
        }
    }
}
