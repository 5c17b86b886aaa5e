using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Storage;

namespace GpuBench.Mutation.Tests;

/// <summary>Mutants whose results cannot differ from those of the kernel, each with the reason.</summary>
internal static class EquivalentMutants
{
    private const string MaskedScore =
        "a masked score is the lowest float, or infinity below it, or its neighbour: each has no weight, as every query sees a key";

    private const string RoundOfZeros = "one round more along K multiplies the zeros behind the edge";

    private const string OneTooMany = "setp.ge.s32 %p, %r, %r; -> setp.gt.s32 %p, %r, %r;";

    private const string MaskedBlock = "one more block of keys is looked at, all of them masked";

    private const string OwnElement =
        "results pass through shared memory for the sake of 16-bit types; in fp32 a work item reads back its own alone";

    private const string DroppedBits = "a descriptor drops the four lowest bits of an address";

    private const string FirstRow = "the first row of a block exists: the grid, or an earlier test, sees to it";

    private const string ProcessorsPart = "the end of a work item's own part, which it walks on processors alone";

    private const string OppositeTest = "the test of a row stands beside the opposite test of the same row";

    private const string EdgeTest = "behind the last quad, the loop over the quads of an edge ends at once";

    private const string FourthColumn =
        "behind a block whose fourth column exists there is another: rows of whole blocks take the other way";

    private const string OneTile = "the first row of the only 16 is 0, however that is computed";

    public static IReadOnlyList<EquivalentMutant> All { get; } =
    [
        new("matmul/shared-tile/fp32", 1, "barrier deleted: bar.sync 0;", OwnElement),
        new("matmul/shared-tile/fp32-nt", 1, "barrier deleted: bar.sync 0;", OwnElement),
        new("matmul/shared-tile/fp32", 2, $"bound off by one: {OneTooMany}", $"{RoundOfZeros}; and {OppositeTest}"),
        new("matmul/register-block/fp32", 1, $"bound off by one: {OneTooMany}", "the grid has no columns behind the last"),
        new("matmul/register-block/fp32", 1, "bound off by one: setp.lt.s32 %p, %r, %r; -> setp.le.s32 %p, %r, %r;", FirstRow),
        new("matmul/register-tile/fp32", 1, $"bound off by one: {OneTooMany}", RoundOfZeros),
        new("matmul/edge-tile/fp32", 1, $"bound off by one: {OneTooMany}", RoundOfZeros),
        new("matmul/skinny/fp32", 1, "bound off by one: setp.lt.s32 %p, %r, %r; -> setp.le.s32 %p, %r, %r;", FirstRow),
        new("matmul/int8-block/int8", 5, $"bound off by one: {OneTooMany}", $"{RoundOfZeros}; and {OppositeTest}"),
        new(
            "matmul/int8-block/int8", 5, "bound off by one: setp.lt.s32 %p, %r, %r; -> setp.le.s32 %p, %r, %r;",
            $"{FirstRow}, and its first column likewise"),
        new(
            "matmul/int8-block/int8", 6, "bound off by one: setp.gt.s32 %p, %r, 0; -> setp.ge.s32 %p, %r, 0;",
            "where a word is read, its first element exists along K and along N"),
        new("matmul/int8-block/int8", 4, "constant off by one: add.s32 %r, %r, 3; -> add.s32 %r, %r, 4;", FourthColumn),
        new("matmul/int8-tile/int8", 4, $"bound off by one: {OneTooMany}", $"{RoundOfZeros}; and {OppositeTest}"),
        new(
            "matmul/int8-tile/int8", 1, "bound off by one: setp.ge.s32 %p, %r, 64; -> setp.gt.s32 %p, %r, 64;",
            "what is read of one line more lies in the tile's padding"),
        new("matmul/int8-tile/int8", 4, "constant off by one: add.s32 %r, %r, 3; -> add.s32 %r, %r, 4;", FourthColumn),
        .. SplitKGemm("matmul/tensor-skinny-16/fp16-nt", masks: 8),
        new("matmul/tensor-skinny-16/fp16-nt", 1, "constant off by one: shr.s32 %r, %r, 1; -> shr.s32 %r, %r, 2;", OneTile),
        new("matmul/tensor-skinny-16/fp16-nt", 1, "constant off by one: shl.b32 %r, %r, 4; -> shl.b32 %r, %r, 5;", OneTile),
        .. SplitKGemm("matmul/tensor-skinny-64/fp16-nt", masks: 20),
        new(
            "matmul/tensor-skinny-64/fp16-nt", 1, "bound off by one: setp.ge.s32 %p, %r, 8; -> setp.gt.s32 %p, %r, 8;",
            "there is no ninth warp"),
        .. PipelinedGemm("matmul/tensor-tile/fp16", rowTests: 4, pitch: 9, quads: 128),
        .. PipelinedGemm("matmul/async-tile/fp32", rowTests: 0, pitch: 18, quads: 256),
        .. StreamKernels.All.Where(kernel => kernel is QuadPass or QuadReduction).Select(kernel => new EquivalentMutant(
            $"stream/{kernel.Operation}-{kernel.Name}", 1, "constant off by one: add.s32 %r, %r, 1; -> add.s32 %r, %r, 2;",
            ProcessorsPart)),
        .. StreamKernels.All.OfType<QuadTile>().SelectMany(kernel => Tiles($"stream/{kernel.Operation}-{kernel.Name}", kernel.Name)),
        new("fill/Fp32", 1, "constant off by one: add.s32 %r, %r, 1; -> add.s32 %r, %r, 2;", ProcessorsPart),
        new(
            "fill/Fp32", 1, "constant off by one: shr.u64 %rd, %rd, 31; -> shr.u64 %rd, %rd, 32;",
            "the last step of the mixing reaches the lower 33 bits, and a value is made of upper ones"),
        .. Transposes(StorageType.Fp32),
        .. Transposes(StorageType.Fp16),
        new("warpgroup", 1, "barrier deleted: bar.warp.sync 0xffffffff;", "each lane has waited for the phase by itself"),
        new(
            "warpgroup", 1, "fence deleted: fence.proxy.async.shared::cta;",
            "the fence behind the second barrier's initialization covers the first, too"),
        new("warpgroup", 1, "constant off by one: mul.lo.s32 %r, %r, 9216; -> mul.lo.s32 %r, %r, 9217;", DroppedBits),
        new("warpgroup", 1, "constant off by one: add.s32 %r, %r, 8192; -> add.s32 %r, %r, 8193;", DroppedBits),
        new(
            "attention/naive/Fp32", 1, "constant off by one: sub.s32 %r, %r, 127; -> sub.s32 %r, %r, 128;",
            "all weights double alike, which the division by their sum takes out; "
            + "the series, an octave off, still errs less than rounding scores may"),
        new("attention/row-slice/Fp32", 4, "constant off by one: and.b32 %r, %r, 2147483648; -> and.b32 %r, %r, 2147483649;", MaskedScore),
        new("attention/row-slice/Fp32", 4, "constant off by one: or.b32 %r, %r, 2139095039; -> or.b32 %r, %r, 2139095040;", MaskedScore),
        new("attention/tiled/Fp32", 1, $"bound off by one: {OneTooMany}", MaskedBlock),
        new("attention/tiled/Fp32", 1, "constant off by one: add.s32 %r, %r, 64; -> add.s32 %r, %r, 65;", MaskedBlock),
        new("attention/tiled/Fp32", 1, "constant off by one: sub.s32 %r, %r, 1; -> sub.s32 %r, %r, 2;", MaskedBlock),
        new("attention/tiled/Fp32", 16, "constant off by one: and.b32 %r, %r, 2147483648; -> and.b32 %r, %r, 2147483649;", MaskedScore),
        new("attention/tiled/Fp32", 16, "constant off by one: or.b32 %r, %r, 2139095039; -> or.b32 %r, %r, 2139095040;", MaskedScore),
    ];

    private static IEnumerable<EquivalentMutant> Tiles(string kernel, string name)
    {
        yield return new(kernel, 1, "bound off by one: setp.ge.s64 %p, %rd, %rd; -> setp.gt.s64 %p, %rd, %rd;", EdgeTest);
        yield return new(
            kernel, 1, "constant off by one: mul.lo.s64 %rd, %rd, 3; -> mul.lo.s64 %rd, %rd, 4;",
            "a whole tile is computed as that of an edge: quad by quad, with the same result");
        if (name != "quad-tile-loop")
            yield return new(
                kernel, 1, "constant off by one: shl.b64 %rd, %rd, 2; -> shl.b64 %rd, %rd, 3;",
                "the next tile of a group, which has one alone");
    }

    private static IEnumerable<EquivalentMutant> Transposes(StorageType storage) =>
    [
        new($"transpose/naive/{storage}", 1, "constant off by one: add.s32 %r, %r, 1; -> add.s32 %r, %r, 2;", ProcessorsPart),
        new($"transpose/tile/{storage}", 2, $"bound off by one: {OneTooMany}", OppositeTest),
    ];

    /// <param name="masks">Number of loads that need a test whether they are within K.</param>
    private static IEnumerable<EquivalentMutant> SplitKGemm(string kernel, int masks) =>
    [
        new(kernel, 1, "bound off by one: setp.ge.s32 %p, %r, %r; -> setp.gt.s32 %p, %r, %r;", RoundOfZeros),
        new(
            kernel, masks, "constant off by one: shr.s32 %r, %r, 31; -> shr.s32 %r, %r, 32;",
            "a shift by more than 31 places is one by 31"),
    ];

    /// <param name="rowTests">Number of row tests that are next to the opposite test of the same row.</param>
    /// <param name="pitch">Quads from one row of staged results to the next.</param>
    /// <param name="quads">Quads of 16 rows of results.</param>
    private static IEnumerable<EquivalentMutant> PipelinedGemm(string kernel, int rowTests, int pitch, int quads) =>
    [
        new(
            kernel, 1, "constant off by one: sub.s32 %r, %r, 1; -> sub.s32 %r, %r, 2;",
            "the number of columns is even, and a tile has 128"),
        new(kernel, 1, "constant off by one: add.s32 %r, %r, 4; -> add.s32 %r, %r, 5;", RoundOfZeros),
        new(
            kernel, 1 + rowTests, "bound off by one: setp.ge.s32 %p, %r, %r; -> setp.gt.s32 %p, %r, %r;",
            $"{RoundOfZeros}; and {OppositeTest}"),
        new(
            kernel, 4, "constant off by one: shl.b32 %r, %r, 4; -> shl.b32 %r, %r, 5;",
            "the warps' results lie further apart in shared memory"),
        new(
            kernel, 4, $"constant off by one: mul.lo.s32 %r, %r, {pitch}; -> mul.lo.s32 %r, %r, {pitch + 1};",
            "the warps' results lie further apart in shared memory"),
        new(
            kernel, 3, $"bound off by one: setp.ge.s32 %p, %r, {quads}; -> setp.gt.s32 %p, %r, {quads};",
            "what is written behind 16 rows is overwritten by the next 16"),
    ];
}
