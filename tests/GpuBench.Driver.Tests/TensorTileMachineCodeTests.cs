using GpuBench.Kernels.MatMul;

namespace GpuBench.Driver.Tests;

/// <summary>The tensor-core kernel's machine code contains exactly the products, loads and copies that its tile needs.</summary>
[Collection(FakeDriverTests.Name)]
public sealed class TensorTileMachineCodeTests(FakeDriverFixture fixture, InstructionCounts census)
{
    private const int StepsOfK = 2;

    /// <summary>A warp's 64x64 sums as products of 16x8.</summary>
    private const int ProductsOfWarp = 4 * 8 * StepsOfK;

    /// <summary>64 rows of A in pieces of 16, and the same number of columns of B.</summary>
    private const int PiecesOfWarp = (4 + 4) * StepsOfK;

    /// <summary>The copies of one work item for a stage: four of each operand.</summary>
    private const int CopiesOfStage = 2 * 4;

    private const int StagesAhead = 2;

    [PtxasFact]
    public void The_machine_code_has_exactly_the_products_loads_and_copies_of_the_tile()
    {
        var cases = MatMulInterpreterCases.All.Where(pair => pair.Kernel is TensorTileMatMul).ToList();
        Assert.NotEmpty(cases);
        foreach (var (kernel, variant) in cases)
        {
            var counted = census.Kernels(fixture).Single(k => k.Name == $"matmul/{kernel.Name}/{variant}");
            foreach (var architecture in Ptxas.Architectures(counted.Ptx))
                RequireCounts($"{variant} on {architecture}", variant, census.Assembled(counted, architecture).Code);
        }
    }

    /// <summary>The loop over K is not unrolled. Its copies appear once, after the copies of the stages ahead of it.</summary>
    private static void RequireCounts(string where, MatMulVariant variant, MachineCode code)
    {
        var isFp8 = variant.Types == MatMulTypes.Fp8;
        // Hopper's mma.sync has no fp8, so each half of K is converted to fp16 and multiplied separately.
        var products = ProductsOfWarp * (isFp8 ? 2 : 1);
        // The load cannot transpose the words of tf32, so the words of B are read one by one.
        var pieces = variant == new MatMulVariant(MatMulTypes.Tf32) ? PiecesOfWarp / 2 : PiecesOfWarp;
        var copies = CopiesOfStage * (StagesAhead + 1);
        Assert.True(
            (products, pieces, copies) == (code.MatrixCount, code.Count("LDSM"), code.Count("LDGSTS")),
            $"{where}: {code.MatrixCount} products, {code.Count("LDSM")} loads and {code.Count("LDGSTS")} copies "
            + $"instead of {products}, {pieces} and {copies}");
    }
}
