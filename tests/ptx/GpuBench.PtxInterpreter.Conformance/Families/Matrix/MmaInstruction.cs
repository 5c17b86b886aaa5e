using GpuBench.PtxInterpreter.Conformance.Cases;

namespace GpuBench.PtxInterpreter.Conformance.Families.Matrix;

/// <summary>One form of mma.sync.</summary>
/// <param name="Modifier">The text before the types: <c>.satfinite</c>, or empty.</param>
/// <param name="Precision">
/// The allowed error of one accumulation, as a power of two relative to the sum of the terms' magnitudes. The ISA defines neither
/// the order nor the rounding of the sum.
/// </param>
internal sealed record MmaInstruction(MmaShape Shape, string D, string A, string B, PtxTarget Target, int Precision, string Modifier = "")
{
    public static IEnumerable<MmaInstruction> All()
    {
        foreach (var accumulator in new[] { "f32", "f16" })
        {
            var precision = accumulator == "f32" ? -18 : -8;
            yield return new(new(16, 8, 8, 16), accumulator, "f16", "f16", PtxTarget.Sm80, precision);
            yield return new(new(16, 8, 16, 16), accumulator, "f16", "f16", PtxTarget.Sm80, precision);
        }

        yield return new(new(16, 8, 8, 16), "f32", "bf16", "bf16", PtxTarget.Sm80, -18);
        yield return new(new(16, 8, 16, 16), "f32", "bf16", "bf16", PtxTarget.Sm80, -18);
        yield return new(new(16, 8, 4, 32), "f32", "tf32", "tf32", PtxTarget.Sm80, -18);
        yield return new(new(16, 8, 8, 32), "f32", "tf32", "tf32", PtxTarget.Sm80, -18);
        foreach (var k in new[] { 16, 32 })
        {
            foreach (var (a, b) in new[] { ("s8", "s8"), ("u8", "u8"), ("s8", "u8"), ("u8", "s8") })
            {
                yield return new(new(16, 8, k, 8), "s32", a, b, PtxTarget.Sm80, 0);
                yield return new(new(16, 8, k, 8), "s32", a, b, PtxTarget.Sm80, 0, ".satfinite");
            }
        }

        foreach (var (a, b) in new[] { ("e4m3", "e4m3"), ("e5m2", "e5m2"), ("e4m3", "e5m2"), ("e5m2", "e4m3") })
            yield return new(new(16, 8, 32, 8), "f32", a, b, PtxTarget.Sm89, -10);
        yield return new(new(8, 8, 4, 64), "f64", "f64", "f64", PtxTarget.Sm80, -48);
    }

    public override string ToString() => $"mma.sync.aligned.{Shape}.row.col{Modifier}.{D}.{A}.{B}.{D}";
}
