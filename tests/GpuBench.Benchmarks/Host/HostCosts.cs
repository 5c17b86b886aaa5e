using System.Diagnostics;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Oracles;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Benchmarks.Host;

/// <summary>Costs of the host's steps of a trial on this machine, in seconds per element with all threads busy.</summary>
/// <param name="NormalSeconds">One normally distributed value before rounding.</param>
/// <param name="OperandSeconds">One element of an operand: generation, rounding and packing.</param>
/// <param name="MatMulSetUpSeconds">One element of A or of B, where B is (K,N).</param>
/// <param name="TransposedSetUpSeconds">One element of A or of B, where B is (N,K).</param>
/// <param name="MatMulCheckSeconds">One element of C, by the output type.</param>
/// <param name="AttentionWrittenSeconds">One element of O.</param>
/// <param name="AttentionPairSeconds">
/// One element of the keys that one of the <see cref="SampledRows"/> attends to, including its element of V.
/// </param>
/// <param name="StreamFillSeconds">One element of an array that the host fills.</param>
/// <param name="StreamSumSeconds">One element of dot's sum.</param>
/// <param name="StreamCheckSeconds">One of the <see cref="StreamComparedElements"/>.</param>
public sealed record HostCosts(
    int ThreadCount,
    double NormalSeconds,
    IReadOnlyDictionary<DType, double> OperandSeconds,
    IReadOnlyDictionary<DType, double> PackSeconds,
    IReadOnlyDictionary<DType, double> UnpackSeconds,
    IReadOnlyDictionary<DType, double> MatMulSetUpSeconds,
    IReadOnlyDictionary<DType, double> TransposedSetUpSeconds,
    IReadOnlyDictionary<DType, double> MatMulCheckSeconds,
    IReadOnlyDictionary<DType, double> AttentionWrittenSeconds,
    IReadOnlyDictionary<DType, double> AttentionPairSeconds,
    double StreamFillSeconds,
    double StreamSumSeconds,
    double StreamCheckSeconds)
{
    /// <summary>Query rows that a check of attention recomputes.</summary>
    public const int SampledRows = 48;

    /// <summary>Elements that a check of a long stream compares: 128 blocks.</summary>
    public const int StreamComparedElements = 128 * StreamOracle.BlockLength;

    private const ulong Seed = 1;
    private const int Repetitions = 3;
    private const int Count = 1 << 24;
    private const int Side = 4096;

    private static readonly DType[] Types = [DType.Fp32, DType.Tf32, DType.Fp16, DType.Bf16, DType.Fp8E4M3, DType.Int8, DType.Int32];

    /// <summary>Measures the rates of every type. It takes several seconds.</summary>
    public static HostCosts Measure()
    {
        var values = SeededData.Normal(Seed, "A", Count);
        var data = new UniformValues(Seed);
        var stream = new StreamOracle("dot", Count, 0, data.Fill, data.Fill);
        var products = MatMulDefinition.Instance.DTypes.Values;
        NumericTriple[] attended = [.. AttentionDefinition.Instance.DTypes.Values.DistinctBy(dtype => dtype.Output)];
        var manyRows = new AttentionShape(1, 1, 1, Count / 128, 1, 128, Causal: false);
        var manyKeys = new AttentionShape(1, 1, 1, SampledRows, 1 << 14, 128, Causal: false);
        return new(
            Environment.ProcessorCount,
            Time(Count, () => SeededData.Normal(Seed, "A", Count)),
            Types.ToDictionary(type => type, type => Time(Count, () => Operand.Normal(Seed, "A", Count, type))),
            Types.ToDictionary(type => type, type => Time(Count, () => Packed.Words(values, type))),
            Types.ToDictionary(type => type, type => TimeUnpack(Packed.Words(values, type), type)),
            products.ToDictionary(dtype => dtype.Input, dtype => TimeSetUp(dtype, transposed: false)),
            products.ToDictionary(dtype => dtype.Input, dtype => TimeSetUp(dtype, transposed: true)),
            products.DistinctBy(dtype => dtype.Output).ToDictionary(dtype => dtype.Output, TimeMatMulCheck),
            attended.ToDictionary(dtype => dtype.Output, dtype => TimeAttention(dtype, manyRows, Count)),
            attended.ToDictionary(dtype => dtype.Output, dtype => TimeAttention(dtype, manyKeys, SampledRows * manyKeys.S * manyKeys.D)),
            Time(Count, () => data.Words(Count)),
            Time(Count, () => stream.ExpectedSum()),
            Time(StreamComparedElements, () => stream.CheckBlocks(data.Fill)));
    }

    private static double TimeUnpack(uint[] words, DType type) => Time(Count, () => Packed.Unpack(words, Count, type));

    private static double TimeSetUp(NumericTriple dtype, bool transposed)
    {
        var (shape, operand) = (new MatMulShape(Side, Side, Side, 1, transposed), Square(dtype.Input));
        return Time(2L * Side * Side, () => _ = new MatMulOracle(shape, dtype, operand, operand, Seed));
    }

    private static double TimeMatMulCheck(NumericTriple dtype)
    {
        // A has one column and B one row, so the check of C takes nearly all of the time.
        var vector = Operand.Normal(Seed, "A", Side, dtype.Input);
        var (oracle, c) = (new MatMulOracle(new(Side, Side, 1), dtype, vector, vector, Seed), Square(dtype.Output));
        return Time((long)Side * Side, () => oracle.Check(c.Words));
    }

    private static double TimeAttention(NumericTriple dtype, AttentionShape shape, long count)
    {
        var o = Operand.Normal(Seed, "O", (long)shape.RowCount * shape.D, dtype.Output);
        var (q, k) = (Operand.Normal(Seed, "Q", o.Count, dtype.Input), Operand.Normal(Seed, "K", (long)shape.S * shape.D, dtype.Input));
        var oracle = new AttentionOracle(shape, dtype, q, k, k, Seed);
        return Time(count, () => oracle.Check(o.Words));
    }

    private static Operand Square(DType type) => Operand.Normal(Seed, "A", (long)Side * Side, type);

    /// <summary>The median of the timed calls. One warm-up call comes first.</summary>
    private static double Time(long count, Action work)
    {
        work();
        return Median.Of([.. Enumerable.Range(0, Repetitions).Select(_ => Seconds(work))]) / count;
    }

    internal static double Seconds(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
