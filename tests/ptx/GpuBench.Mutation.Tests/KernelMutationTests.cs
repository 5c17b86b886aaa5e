using GpuBench.Kernels.Attention;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Peak;
using GpuBench.Kernels.Storage;
using GpuBench.PtxInterpreter;
using GpuBench.PtxInterpreter.Mutation;

namespace GpuBench.Mutation.Tests;

/// <summary>
/// The tests of a kernel are sufficient when they kill every mutant of it, by a report or a wrong result. <see cref="EquivalentMutants"/>
/// must list each surviving mutant with the reason why it is equivalent.
/// </summary>
[Trait("Tier", "all")]
[Collection(MutationTests.Name)]
public sealed class KernelMutationTests(FakeDriverFixture fixture)
{
    /// <summary>A mutant may run forever.</summary>
    private static readonly InterpreterOptions Options = new() { MaxWarpInstructions = 2_000_000, MaxReports = 1 };

    /// <summary>With two groups each computes three tiles of 4096 elements, and one of them an edge.</summary>
    private const int ElementsOfSixTiles = 24_001;

    /// <summary>
    /// The shapes cover few rows, every remainder of each size modulo four, and rows whose words are in two tiles. They also cover a batch,
    /// and one column more than a block has, below which each of the block's rows is the last row. The last shape has as many blocks as
    /// work items, so no work item is left over.
    /// </summary>
    private static IReadOnlyList<MatMulSize> Shapes { get; } =
    [
        new(3, 20, 37, 2), new(5, 40, 130), new(5, 41, 34), new(8, 66, 35), new(17, 66, 18), new(18, 68, 20), new(19, 67, 37),
        new(20, 72, 36), new(66, 76, 48), new(67, 136, 52),
        new(65, 68, 32, 2), new(6, 9, 5, 2), new(7, 9, 5), new(8, 9, 5), new(64, 32, 8),
    ];

    /// <summary>
    /// The shapes have edges at each pass of a copy. Three and six rounds along K end at each eighth of a long round and at each quarter of
    /// a short round. One shape has more vertically adjacent tiles than one group holds,
    /// and two have more columns than the widest tile.
    /// </summary>
    private static IReadOnlyList<MatMulSize> StagedShapes { get; } =
    [
        .. Shapes, new(29, 16, 16), new(61, 64, 48), new(128, 128, 48), new(77, 136, 184), new(13, 8, 8, 2), new(45, 24, 24),
        new(61, 32, 32), new(109, 40, 144), new(5, 8, 12),
        new(5, 8, 28), new(5, 8, 40), new(5, 8, 44), new(5, 8, 56), new(5, 8, 64), new(5, 72, 72), new(5, 8, 96), new(61, 264, 144),
        new(5, 136, 16), new(5, 136, 24), new(5, 136, 32), new(5, 136, 96), new(5, 136, 104), new(5, 136, 128),
        new(2177, 136, 16), new(2177, 264, 8),
    ];

    /// <summary>
    /// One block along K, two and more, with edges at each pass of a copy. The lanes' rows end in each quarter of a warp's rows, and the
    /// last block of columns is not whole.
    /// </summary>
    private static IReadOnlyList<MatMulSize> ScaledShapes { get; } =
    [
        new(5, 136, 128), new(29, 16, 256), new(61, 264, 384), new(77, 136, 256), new(109, 40, 128), new(129, 8, 640),
        new(2177, 264, 128),
    ];

    /// <summary>Rows end in each of the sixteen groups of four rows of a warp.</summary>
    private static IReadOnlyList<MatMulSize> LaneTileShapes { get; } =
        [.. StagedShapes, .. Enumerable.Range(0, 16).Select(rows => new MatMulSize(4 * rows + 1, 8, 16))];

    /// <summary>
    /// Rows and columns end in each eighth. One warp, several warps, or several warps twice process parts of K. These parts end in each
    /// part of a step.
    /// </summary>
    private static IReadOnlyList<MatMulSize> SliceShapes { get; } =
    [
        new(13, 22, 1072, 2), new(5, 8, 16), new(8, 16, 80), new(16, 18, 32), new(5, 16, 64), new(5, 16, 1040), new(5, 16, 608),
        new(5, 16, 640), new(5, 16, 2176), new(61, 10, 144), new(64, 16, 1040, 2), new(64, 24, 64),
    ];

    /// <summary>Excludes bf16 on matrix units: its text differs from the fp16 text only in the name of the instruction.</summary>
    public static TheoryData<string, string> MatMuls
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var (kernel, variant) in MatMulInterpreterCases.All
                .Where(pair => !pair.Kernel.UsesMatrixUnits || pair.Variant.Types != MatMulTypes.Bf16))
                cases.Add(kernel.Name, variant.ToString());
            return cases;
        }
    }

    public static TheoryData<string, StorageType> Attentions => Named(AttentionKernels.All.Select(kernel => kernel.Name));

    [LinuxX64Theory, MemberData(nameof(MatMuls))]
    public void Every_mutant_of_a_matrix_multiply_is_killed(string name, string variantName)
    {
        using var session = new InterpreterSession(fixture, Options);
        var (kernel, variant) = MatMulInterpreterCases.Find(name, variantName);
        var shapes = kernel switch
        {
            AsyncTileMatMul => LaneTileShapes,
            TensorTileMatMul when variant.Scaling != MatMulScaling.None => ScaledShapes,
            TensorTileMatMul => StagedShapes,
            TensorSkinnyMatMul => SliceShapes,
            _ => Shapes,
        };
        var served = MatMulInterpreterCases.Served(kernel, variant, shapes);
        var launch = kernel.Load(session.Accelerator, variant);
        MutationRun.RequireAllKilled(session, $"matmul/{name}/{variant}", OperatorsFor(HasValueMutants(kernel, variant)), () =>
        {
            foreach (var shape in served)
                MatMulCheck.Run(session.Accelerator, launch, variant, shape, name);
        });
    }

    [LinuxX64Theory, MemberData(nameof(Attentions))]
    public void Every_mutant_of_an_attention_is_killed(string name, StorageType storage)
    {
        using var session = new InterpreterSession(fixture, Options);
        var kernel = AttentionKernels.All.Single(kernel => kernel.Name == name);
        // The small shapes put the last query and the mask's diagonal at each possible place among 4 x 4 elements. The larger shapes have
        // several tiles with edges, for the few mutants that survive the small shapes.
        AttentionSize[] shapes =
        [
            new(1, 1, 1, 3, 6, 5, true),
            .. Enumerable.Range(4, 4).Select(queries => new AttentionSize(2, 2, 1, queries, 2 * queries, 64, true)),
            new(1, 2, 1, 67, 131, 64, true),
        ];
        shapes = [.. shapes.Where(shape => kernel.RefusalReason(DeviceTraits.Of(session.Accelerator), storage, shape) is null)];
        var launch = kernel.Load(session.Accelerator, storage);
        MutationRun.RequireAllKilled(session, $"attention/{name}/{storage}", OperatorsFor(storage == StorageType.Fp32), () =>
        {
            foreach (var shape in shapes)
                AttentionCheck.Run(session.Accelerator, launch, storage, shape, name);
        });
    }

    [LinuxX64Theory, MemberData(nameof(MemoryCheck.Cases), MemberType = typeof(MemoryCheck))]
    public void Every_mutant_of_a_stream_is_killed(StreamOperation operation, string name)
    {
        using var session = new InterpreterSession(fixture, Options);
        var kernel = StreamKernels.All.Single(kernel => kernel.Operation == operation && kernel.Name == name);
        MutationRun.RequireAllKilled(session, $"stream/{operation}-{name}", OperatorsFor(inValues: true), () =>
        {
            // Less than a group, a whole number of groups, and edges of a tile.
            foreach (var elements in (int[])[7, 1024, 3999, 5003])
                MemoryCheck.RunStream(session.Accelerator, kernel, elements);
            if (kernel is QuadTile tile)
                MemoryCheck.RunStream(
                    session.Accelerator, kernel, ElementsOfSixTiles, tile.Load(session.Accelerator, ElementsOfSixTiles, maxGroups: 2));
        });
    }

    [LinuxX64Theory, MemberData(nameof(TransposeCheck.Cases), MemberType = typeof(TransposeCheck))]
    public void Every_mutant_of_a_transpose_is_killed(string name, StorageType storage)
    {
        using var session = new InterpreterSession(fixture, Options);
        var kernel = TransposeCheck.Find(name);
        var launch = kernel.Load(session.Accelerator, storage);
        MutationRun.RequireAllKilled(session, $"transpose/{name}/{storage}", OperatorsFor(inValues: true), () =>
        {
            foreach (var size in TransposeCheck.Served(kernel, session.Accelerator, storage))
                TransposeCheck.Run(session.Accelerator, launch, storage, size, name);
        });
    }

    [LinuxX64Theory, InlineData(StorageType.Fp32), InlineData(StorageType.Fp16)]
    public void Every_mutant_of_a_fill_is_killed(StorageType storage)
    {
        using var session = new InterpreterSession(fixture, Options);
        MutationRun.RequireAllKilled(
            session, $"fill/{storage}", OperatorsFor(storage == StorageType.Fp32), () => MemoryCheck.RunFill(session, storage));
    }

    [LinuxX64Theory, MemberData(nameof(PeakCheck.Types), MemberType = typeof(PeakCheck))]
    public void Every_mutant_of_a_peak_is_killed(PeakType type)
    {
        using var session = new InterpreterSession(fixture, Options);
        var kernel = PeakKernels.All.Single(kernel => kernel.Type == type);
        MutationRun.RequireAllKilled(session, $"peak/{type}", OperatorsFor(inValues: true), () => PeakCheck.Run(session, kernel));
    }

    /// <summary>
    /// Other tests check the conversions of short types over all their values. In a kernel the conversions contain most constants and
    /// bounds, for values that a product never has. So these operators apply only to fp32 kernels, whose other code is the same. On matrix
    /// units an instruction converts, so one type represents all types with the same code.
    /// </summary>
    private static IEnumerable<MutationOperator> OperatorsFor(bool inValues) =>
        [.. MutationOperators.Ordering, .. MutationOperators.Places, .. inValues ? MutationOperators.Values : []];

    private static bool HasValueMutants(IMatMulKernel kernel, MatMulVariant variant) =>
        variant == kernel switch
        {
            TensorTileMatMul => new(MatMulTypes.Fp16),
            TensorSkinnyMatMul => new(MatMulTypes.Fp16, MatMulLayout.NT),
            Int8TileMatMul or Int8BlockMatMul => new(MatMulTypes.Int8),
            _ => new(MatMulTypes.Fp32),
        };

    private static TheoryData<string, StorageType> Named(IEnumerable<string> names)
    {
        var cases = new TheoryData<string, StorageType>();
        foreach (var name in names)
        {
            cases.Add(name, StorageType.Fp32);
            cases.Add(name, StorageType.Fp16);
        }
        return cases;
    }
}
