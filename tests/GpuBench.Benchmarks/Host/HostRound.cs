using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Oracles;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Benchmarks.Host;

/// <summary>The host's work in one round of a trial: its operands, its oracle, and the two checks before and after the samples.</summary>
/// <param name="Result">The words that are checked. There are as many as the kernel writes, and their values are wrong.</param>
/// <param name="Run">Prepares the data, with the cache's data where it has them, and checks the words.</param>
internal sealed record HostRound(string Name, Func<uint[]> Result, Action<HostDataCache, uint[]> Run)
{
    private const ulong Seed = 1;
    private const int CheckCount = 2;

    public static IReadOnlyList<HostRound> All { get; } =
    [
        MatMul(new(4096, 4096, 4096), "fp32"),
        MatMul(new(4096, 4096, 4096), "bf16"),
        MatMul(new(8192, 8192, 8192), "fp32"),
        MatMul(new(8192, 8192, 8192), "bf16"),
        MatMul(new(512, 28672, 4096, 1, BIsTransposed: true), "bf16"),
        Attention(new(4, 32, 32, 4096, 4096, 128, Causal: true)),
        Sum(1 << 28),
        Copy(1 << 28),
    ];

    private static HostRound MatMul(MatMulShape shape, string type)
    {
        var dtype = MatMulDefinition.Instance.DTypes[type];
        return new(
            $"matmul {shape.M}x{shape.N}x{shape.K} {shape.Layout} {type}",
            () => Operand.Normal(Seed, "C", shape.ResultCount, dtype.Output).Words,
            (data, c) =>
            {
                var (a, b) = (data.Normal(Seed, "A", shape.LeftCount, dtype.Input), data.Normal(Seed, "B", shape.RightCount, dtype.Input));
                var oracle = new MatMulOracle(shape, dtype, a, b, Seed, data);
                Check(() => oracle.Check(c));
            });
    }

    private static HostRound Attention(AttentionShape shape)
    {
        var dtype = NumericTriple.SummedInFp32(DType.Fp16);
        var (queries, keys) = ((long)shape.RowCount * shape.D, (long)shape.B * shape.Hkv * shape.S * shape.D);
        return new(
            $"attention {shape.B}x{shape.H}x{shape.T}x{shape.D} fp16",
            () => Operand.Normal(Seed, "O", queries, dtype.Output).Words,
            (data, o) =>
            {
                var q = data.Normal(Seed, "Q", queries, dtype.Input);
                var (k, v) = (data.Normal(Seed, "K", keys, dtype.Input), data.Normal(Seed, "V", keys, dtype.Input));
                var oracle = new AttentionOracle(shape, dtype, q, k, v, Seed);
                Check(() => oracle.Check(o));
            });
    }

    private static HostRound Sum(int n) => new(
        $"stream dot {n} fp32",
        () => [],
        (data, _) =>
        {
            var (a, b) = (new UniformValues(Seed), new UniformValues(Seed + 1));
            var oracle = new StreamOracle("dot", n, 0, a.Fill, b.Fill);
            var expected = data.Get(("sum", n), sizeof(double), oracle.ExpectedSum);
            Check(() => oracle.CheckSum([1, 2, 3], expected));
        });

    private static HostRound Copy(int n) => new(
        $"stream copy {n} fp32, filled on the host",
        () => [],
        (data, _) =>
        {
            var values = new UniformValues(Seed);
            data.Get(("uniform", n), sizeof(float) * (long)n, () => values.Words(n));
            var oracle = new StreamOracle("copy", n, 0, values.Fill, values.Fill);
            Check(() => oracle.CheckBlocks(values.Fill));
        });

    private static void Check(Func<CheckResult> check)
    {
        for (var i = 0; i < CheckCount; i++)
            check();
    }
}
