using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;

namespace GpuBench.Workloads.Shapes;

/// <summary>The operands of a product, which are the same for every engine.</summary>
/// <param name="A">A of each product of the batch.</param>
/// <param name="B">B of each, in its layout.</param>
public sealed record MatMulOperands(Operand A, Operand B)
{
    /// <param name="shape">With scales per block: B is (N,K), and K a multiple of 128.</param>
    /// <param name="kept">Keeps the elements for later trials.</param>
    public static MatMulOperands Normal(MatMulShape shape, DType type, ulong seed, HostDataCache kept)
    {
        var (a, b) = (kept.Normal(seed, "A", shape.LeftCount, type), kept.Normal(seed, "B", shape.RightCount, type));
        return shape.HasBlockScales
            ? new(
                a with { Scales = BlockScales.OfRows(seed, "A", shape.M, shape.K) },
                b with { Scales = BlockScales.OfBlocks(seed, "B", shape.N, shape.K) })
            : new(a, b);
    }
}
