using GpuBench.Ilgpu.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Oracles;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>The product that both sides compute from the same operands.</summary>
/// <param name="SetCount">
/// Number of operand sets that are used in turn. Above 1 if the operands must come from memory and not from the cache.
/// </param>
internal sealed record PeerProduct(IlgpuDevice Device, MatMulShape Shape, NumericTriple DType, Operand Left, Operand Right, int SetCount)
{
    private const ulong Seed = 1;

    public static PeerProduct Create(IlgpuDevice device, MatMulShape shape, NumericTriple dtype, int setCount) => new(
        device, shape, dtype,
        Operand.Normal(Seed, "A", shape.LeftCount, dtype.Input), Operand.Normal(Seed, "B", shape.RightCount, dtype.Input), setCount);

    /// <exception cref="InvalidOperationException">The result is wrong, so a ratio would have no meaning.</exception>
    public void Require(string who, uint[] result)
    {
        var check = new MatMulOracle(Shape, DType, Left, Right, Seed).Check(result);
        if (!check.Passed)
            throw new InvalidOperationException($"{who} is wrong at {Shape}: {check}");
    }
}
