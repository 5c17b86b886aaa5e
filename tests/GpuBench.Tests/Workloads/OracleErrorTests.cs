using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Oracles;
using GpuBench.Workloads.Shapes;
using Xunit;

namespace GpuBench.Tests.Workloads;

/// <summary>
/// Compares the error that an oracle finds with <see cref="ScalarOracles"/>. The error must be the same on any number of threads.
/// </summary>
public sealed class OracleErrorTests
{
    private const ulong Seed = 6;

    /// <summary>Sums in a different order differ in their last bits.</summary>
    private const double SumOrder = 1e-7;

    public static TheoryData<string> Types => [.. MatMulDefinition.Instance.DTypes.Keys];

    private static readonly MatMulShape[] Shapes =
    [
        new MatMulShape(1, 1, 1), new MatMulShape(3, 5, 7, 4), new MatMulShape(17, 9, 1031), new MatMulShape(5, 1031, 13),
        new MatMulShape(1, 2, 2051, 2), new MatMulShape(3, 5, 7, 4, BIsTransposed: true),
        new MatMulShape(4, 33, 1031, 2, BIsTransposed: true), new MatMulShape(7, 1029, 6, 1, BIsTransposed: true),
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public void The_error_of_a_product_agrees_with_the_scalar_oracle(string type)
    {
        var dtype = MatMulDefinition.Instance.DTypes[type];
        foreach (var shape in Shapes)
        {
            var (oracle, a, b) = MatMul(shape, dtype);
            // The result is random and not the product, so the error is far from 0.
            var c = Operand.Normal(Seed, "C", shape.ResultCount, dtype.Output == DType.Int32 ? DType.Int8 : dtype.Output).Unpack();
            var words = Packed.Words(c, dtype.Output);
            double[] values = [.. Enumerable.Range(0, c.Length).Select(i => Packed.Element(words, i, dtype.Output))];
            var expected = ScalarOracles.MatMulError(shape, dtype, a.Unpack(), b.Unpack(), values, Seed);
            AssertClose(expected, oracle.Check(words).MaxError, $"{shape}");
        }
    }

    [Fact]
    public void Int32_elements_of_a_product_are_compared_exactly()
    {
        var dtype = MatMulDefinition.Instance.DTypes["int8"];
        // Sums beyond 2^24, where fp32 would lose the last bit.
        var shape = new MatMulShape(2, 3, 40_000);
        var a = new Operand(Packed.Words([.. Enumerable.Repeat(127f, (int)shape.LeftCount)], DType.Int8), shape.LeftCount, DType.Int8);
        var b = new Operand(Packed.Words([.. Enumerable.Repeat(127f, (int)shape.RightCount)], DType.Int8), shape.RightCount, DType.Int8);
        var oracle = new MatMulOracle(shape, dtype, a, b, Seed);
        uint[] c = [.. Enumerable.Repeat(127u * 127 * 40_000, 6)];
        Assert.Equal(0, oracle.Check(c).MaxError);
        c[4]++;
        Assert.False(oracle.Check(c).Passed);
    }

    public static TheoryData<AttentionShape> AttentionShapes =>
    [
        new AttentionShape(1, 1, 1, 1, 1, 16, true), new AttentionShape(2, 2, 2, 3, 3, 32, true),
        new AttentionShape(1, 4, 2, 2, 1031, 20, true), new AttentionShape(2, 4, 1, 1, 11, 16, false),
    ];

    [Theory]
    [MemberData(nameof(AttentionShapes))]
    public void The_error_of_attention_agrees_with_the_scalar_oracle(AttentionShape shape)
    {
        foreach (var type in new[] { DType.Fp32, DType.Fp16, DType.Bf16 })
        {
            var (dtype, oracle, q, k, v) = Attention(shape, type);
            var o = Operand.Normal(Seed, "O", (long)shape.RowCount * shape.D, type);
            double[] values = [.. o.Unpack().Select(value => (double)value)];
            AssertClose(
                ScalarOracles.AttentionError(shape, dtype, q.Unpack(), k.Unpack(), v.Unpack(), values),
                oracle.Check(o.Words).MaxError, $"{shape} {type}");
        }
    }

    /// <summary>Includes rows that are not sampled: the oracle samples 48 of 20 000.</summary>
    [Theory]
    [InlineData(DType.Fp32)]
    [InlineData(DType.Fp16)]
    [InlineData(DType.Bf16)]
    public void An_unwritten_attention_row_is_detected_at_any_index(DType type)
    {
        var shape = new AttentionShape(1, 1, 1, 20_000, 1, 3, Causal: false);
        var (_, oracle, _, _, v) = Attention(shape, type);
        // There is one key, so each row equals the only row of V.
        float[] right = [.. Enumerable.Repeat(v.Unpack(), shape.RowCount).SelectMany(row => row)];
        Assert.True(oracle.Check(Packed.Words(right, type)).Passed);
        foreach (var element in new[] { 1, 29_999, 30_001, right.Length - 1 })
        {
            var wrong = (float[])right.Clone();
            wrong[element] = float.NaN;
            Assert.Equal(double.PositiveInfinity, oracle.Check(Packed.Words(wrong, type)).MaxError);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_error_is_the_same_to_the_last_bit_for_every_number_of_threads(bool transposed)
    {
        var shape = new MatMulShape(301, 1501, 1203, 2, transposed);
        var dtype = NumericTriple.SummedInFp32(DType.Bf16);
        var c = Operand.Normal(Seed, "C", shape.ResultCount, DType.Bf16).Words;
        double Product() => MatMul(shape, dtype).Oracle.Check(c).MaxError;
        Assert.Equal(OnOneThread(Product), Product());

        var attention = new AttentionShape(2, 4, 2, 60, 60, 64, Causal: true);
        var o = Operand.Normal(Seed, "O", (long)attention.RowCount * attention.D, DType.Fp16).Words;
        double Attended() => Attention(attention, DType.Fp16).Oracle.Check(o).MaxError;
        Assert.Equal(OnOneThread(Attended), Attended());

        double Sum() => new StreamOracle("dot", 5_000_001, 0, new UniformValues(1).Fill, new UniformValues(2).Fill).ExpectedSum();
        Assert.Equal(OnOneThread(Sum), Sum());
    }

    /// <summary>A parallel loop runs on the scheduler of its caller. This scheduler runs one task at a time.</summary>
    private static double OnOneThread(Func<double> compute)
    {
        var scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, maxConcurrencyLevel: 1).ExclusiveScheduler;
        return Task.Factory.StartNew(compute, CancellationToken.None, TaskCreationOptions.None, scheduler).GetAwaiter().GetResult();
    }

    private static void AssertClose(double expected, double actual, string what) =>
        Assert.True(
            expected == actual || Math.Abs(actual - expected) <= SumOrder * expected, $"{what}: {actual:R} instead of {expected:R}");

    private static (MatMulOracle Oracle, Operand A, Operand B) MatMul(MatMulShape shape, NumericTriple dtype)
    {
        var (a, b) = (Operand.Normal(Seed, "A", shape.LeftCount, dtype.Input), Operand.Normal(Seed, "B", shape.RightCount, dtype.Input));
        return (new(shape, dtype, a, b, Seed), a, b);
    }

    private static (NumericTriple DType, AttentionOracle Oracle, Operand Q, Operand K, Operand V) Attention(
        AttentionShape shape, DType type)
    {
        var (dtype, keys) = (NumericTriple.SummedInFp32(type), (long)shape.B * shape.Hkv * shape.S * shape.D);
        var q = Operand.Normal(Seed, "Q", (long)shape.RowCount * shape.D, type);
        var (k, v) = (Operand.Normal(Seed, "K", keys, type), Operand.Normal(Seed, "V", keys, type));
        return (dtype, new(shape, dtype, q, k, v, Seed), q, k, v);
    }
}
