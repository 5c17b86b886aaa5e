using GpuBench.Kernels.MatMul;

namespace GpuBench.Driver.Tests;

/// <summary>The machine code of the tensor-core kernels contains exactly the products, loads and copies that their tiles need.</summary>
[Collection(FakeDriverTests.Name)]
public sealed class TensorTileMachineCodeTests(FakeDriverFixture fixture, InstructionCounts census)
{
    private const int StepsOfK = 2;

    /// <summary>A warp's 64x64 sums as products of 16x8.</summary>
    private const int ProductsOfWarp = 4 * 8 * StepsOfK;

    /// <summary>64 rows of A in pieces of 16, and the same number of columns of B: of a stage, and of a step ahead.</summary>
    private const int PiecesOfWarp = (4 + 4) * (StepsOfK + 1);

    [PtxasFact]
    public void The_machine_code_has_exactly_the_products_loads_and_copies_of_the_tile()
    {
        var cases = MatMulInterpreterCases.All.Where(pair => pair.Kernel is TensorTileMatMul).ToList();
        Assert.NotEmpty(cases);
        foreach (var (kernel, variant) in cases)
        {
            // 16 bytes of each row of the tile, four along K.
            var (copies, stagesAhead) = kernel.Name switch
            {
                "tensor-tile" => ((128 + 128) * 4 / 128, 2),
                "tensor-tile-256" => ((128 + 256) * 4 / 256, 3),
                "tensor-tile-64" => ((64 + 256) * 4 / 128, 3),
                var name => throw new InvalidOperationException($"no tile is known of {name}"),
            };
            var counted = census.Kernels(fixture).Single(k => k.Name == $"matmul/{kernel.Name}/{variant}");
            foreach (var architecture in Ptxas.Architectures(counted.Ptx))
                RequireCounts(
                    $"{kernel.Name} {variant} on {architecture}", variant, copies, stagesAhead,
                    census.Assembled(counted, architecture).Code);
        }
    }

    /// <summary>
    /// The loop over K and the loop that copies the stages ahead are not unrolled: each has its copies once. With scales, the assembler
    /// may unroll the latter.
    /// </summary>
    /// <param name="copiesOfStage">The copies of one work item for a stage.</param>
    private static void RequireCounts(string where, MatMulVariant variant, int copiesOfStage, int stagesAhead, MachineCode code)
    {
        var isFp8 = variant.Types == MatMulTypes.Fp8;
        // Hopper's mma.sync has no fp8, so each half of K is converted to fp16 and multiplied by itself, into the same sums.
        Assert.Equal(0, code.Count("FADD"));
        var products = ProductsOfWarp * (isFp8 ? 2 : 1);
        // The load cannot transpose the words of tf32, so the words of B are read one by one.
        var pieces = variant == new MatMulVariant(MatMulTypes.Tf32) ? PiecesOfWarp / 2 : PiecesOfWarp;
        var unrolled = (stagesAhead + 1) * copiesOfStage;
        var copies = variant.Scaling != MatMulScaling.None && code.Count("LDGSTS") == unrolled ? unrolled : 2 * copiesOfStage;
        Assert.True(
            (products, pieces, copies) == (code.MatrixCount, code.Count("LDSM"), code.Count("LDGSTS")),
            $"{where}: {code.MatrixCount} products, {code.Count("LDSM")} loads and {code.Count("LDGSTS")} copies "
            + $"instead of {products}, {pieces} and {copies}");
    }
}
