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

    private const string EvenColumns = "the number of columns is even, and a tile has 128";

    private const string FirstHalf = "a group of four warps has no second half: the index is 0";

    private const string ResultsFurtherApart = "the warps' results lie further apart in shared memory";

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
        .. SplitK("matmul/tensor-skinny-16/fp16-nt", masks: 4),
        .. SplitK("matmul/tensor-skinny-64/fp16-nt", masks: 20),
        .. TensorGemm("matmul/tensor-tile/fp16"),
        .. FourWarps("matmul/tensor-tile/fp16", shifts: 2),
        .. TensorGemm("matmul/tensor-tile-256/fp16"),
        .. TensorGemm("matmul/tensor-tile-64/fp16"),
        .. FourWarps("matmul/tensor-tile-64/fp16", shifts: 1),
        new(
            "matmul/tensor-tile-64/fp16", 1, "constant off by one: add.s32 %r, %r, 128; -> add.s32 %r, %r, 129;",
            "columns are copied in eights, and the next one is in the same eight"),
        new("matmul/async-tile/fp32", 1, "constant off by one: sub.s32 %r, %r, 1; -> sub.s32 %r, %r, 2;", EvenColumns),
        new(
            "matmul/async-tile/fp32", 1, "constant off by one: add.s32 %r, %r, 4; -> add.s32 %r, %r, 5;",
            "one round more along K begins with a stage of zeros"),
        new(
            "matmul/async-tile/fp32", 16, "constant off by one: add.s32 %r, %r, 32; -> add.s32 %r, %r, 33;",
            "a lane's first column and the number of columns are multiples of four"),
        .. StreamKernels.All.Where(kernel => kernel is QuadPass or QuadReduction).Select(kernel => new EquivalentMutant(
            $"stream/{kernel.Operation}-{kernel.Name}", 1, "constant off by one: add.s32 %r, %r, 1; -> add.s32 %r, %r, 2;",
            ProcessorsPart)),
        .. StreamKernels.All.OfType<QuadTile>().SelectMany(kernel => Tiles($"stream/{kernel.Operation}-{kernel.Name}")),
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

    private static IEnumerable<EquivalentMutant> Tiles(string kernel) =>
    [
        new(kernel, 1, "bound off by one: setp.ge.s64 %p, %rd, %rd; -> setp.gt.s64 %p, %rd, %rd;", EdgeTest),
        new(
            kernel, 1, "constant off by one: mul.lo.s64 %rd, %rd, 3; -> mul.lo.s64 %rd, %rd, 4;",
            "a whole tile is computed as that of an edge: quad by quad, with the same result"),
    ];

    private static IEnumerable<EquivalentMutant> Transposes(StorageType storage) =>
    [
        new($"transpose/naive/{storage}", 1, "constant off by one: add.s32 %r, %r, 1; -> add.s32 %r, %r, 2;", ProcessorsPart),
        new($"transpose/tile/{storage}", 2, $"bound off by one: {OneTooMany}", OppositeTest),
    ];

    /// <param name="masks">Number of loads that need a test whether they are within K.</param>
    private static IEnumerable<EquivalentMutant> SplitK(string kernel, int masks) =>
    [
        new(kernel, 1, "bound off by one: setp.ge.s32 %p, %r, %r; -> setp.gt.s32 %p, %r, %r;", RoundOfZeros),
        new(
            kernel, masks, "constant off by one: shr.s32 %r, %r, 31; -> shr.s32 %r, %r, 32;",
            "a shift by more than 31 places is one by 31"),
    ];

    private static IEnumerable<EquivalentMutant> TensorGemm(string kernel) =>
    [
        new(
            kernel, 2, "constant off by one: sub.s32 %r, %r, 1; -> sub.s32 %r, %r, 2;",
            "N and K are multiples of eight, and both are divided by larger powers of two"),
        new(kernel, 1, "constant off by one: add.s32 %r, %r, 32; -> add.s32 %r, %r, 33;", RoundOfZeros),
        new(kernel, 5, "bound off by one: setp.ge.s32 %p, %r, %r; -> setp.gt.s32 %p, %r, %r;", $"{RoundOfZeros}; and {OppositeTest}"),
        new(kernel, 4, "constant off by one: shl.b32 %r, %r, 4; -> shl.b32 %r, %r, 5;", ResultsFurtherApart),
        new(kernel, 4, "constant off by one: mul.lo.s32 %r, %r, 9; -> mul.lo.s32 %r, %r, 10;", ResultsFurtherApart),
        new(
            kernel, 3, "bound off by one: setp.ge.s32 %p, %r, 128; -> setp.gt.s32 %p, %r, 128;",
            "what is written behind 16 rows is overwritten by the next 16"),
    ];

    /// <param name="shifts">Number of shifts of the warp's column to the index of a tile, and the same number back.</param>
    private static IEnumerable<EquivalentMutant> FourWarps(string kernel, int shifts) =>
    [
        new(kernel, shifts, "constant off by one: shr.s32 %r, %r, 7; -> shr.s32 %r, %r, 8;", FirstHalf),
        new(kernel, 1, "constant off by one: shl.b32 %r, %r, 6; -> shl.b32 %r, %r, 7;", FirstHalf),
        new(kernel, 1, "constant off by one: shl.b32 %r, %r, 7; -> shl.b32 %r, %r, 8;", FirstHalf),
        new(kernel, 1, "constant off by one: shl.b32 %r, %r, 8; -> shl.b32 %r, %r, 9;", FirstHalf),
        new(kernel, shifts, "constant off by one: shl.b32 %r, %r, 9; -> shl.b32 %r, %r, 10;", FirstHalf),
    ];

    /// <param name="rowTests">Number of row tests that are next to the opposite test of the same row.</param>
    /// <param name="pitch">Quads from one row of staged results to the next.</param>
    /// <param name="quads">Quads of 16 rows of results.</param>
    private static IEnumerable<EquivalentMutant> PipelinedGemm(string kernel, int rowTests, int pitch, int quads) =>
    [
        new(
            kernel, 1, "constant off by one: sub.s32 %r, %r, 1; -> sub.s32 %r, %r, 2;",
            EvenColumns),
        new(kernel, 1, "constant off by one: add.s32 %r, %r, 4; -> add.s32 %r, %r, 5;", RoundOfZeros),
        new(
            kernel, 1 + rowTests, "bound off by one: setp.ge.s32 %p, %r, %r; -> setp.gt.s32 %p, %r, %r;",
            $"{RoundOfZeros}; and {OppositeTest}"),
        new(
            kernel, 4, "constant off by one: shl.b32 %r, %r, 4; -> shl.b32 %r, %r, 5;",
            ResultsFurtherApart),
        new(
            kernel, 4, $"constant off by one: mul.lo.s32 %r, %r, {pitch}; -> mul.lo.s32 %r, %r, {pitch + 1};",
            ResultsFurtherApart),
        new(
            kernel, 3, $"bound off by one: setp.ge.s32 %p, %r, {quads}; -> setp.gt.s32 %p, %r, {quads};",
            "what is written behind 16 rows is overwritten by the next 16"),
    ];
}
