namespace GpuBench.Driver.Tests.Mutations;

/// <summary>Changes of kernels that change nothing, each with the reason.</summary>
internal static class HarmlessFaults
{
    private const string MaskedScore =
        "a masked score is the lowest float, or infinity below it, or its neighbour: each has no weight, as every query sees a key";

    public static IReadOnlyList<HarmlessFault> All { get; } =
    [
        new("matmul/shared-tile/fp32", 1, "barrier deleted: bar.sync 0;", "results pass through shared memory for fp16's sake; in fp32 a work item reads back its own alone"),
        new("matmul/shared-tile/fp32", 1, "bound off by one: setp.ge.s32 %p, %r, %r; -> setp.gt.s32 %p, %r, %r;", "placeholder"),
        new("attention/naive/Fp32", 1, "constant off by one: sub.s32 %r, %r, 127; -> sub.s32 %r, %r, 128;", "all weights double alike, which the division by their sum takes out; the series, an octave off, still errs less than rounding scores may"),
        new("attention/row-slice/Fp32", 4, "constant off by one: and.b32 %r, %r, 2147483648; -> and.b32 %r, %r, 2147483649;", MaskedScore),
        new("attention/row-slice/Fp32", 4, "constant off by one: or.b32 %r, %r, 2139095039; -> or.b32 %r, %r, 2139095040;", MaskedScore),
        new("attention/tiled/Fp32", 16, "constant off by one: and.b32 %r, %r, 2147483648; -> and.b32 %r, %r, 2147483649;", MaskedScore),
        new("attention/tiled/Fp32", 16, "constant off by one: or.b32 %r, %r, 2139095039; -> or.b32 %r, %r, 2139095040;", MaskedScore),
    ];
}
