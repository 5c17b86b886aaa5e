using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Oracles;
using GpuBench.Workloads.Shapes;
using Xunit;

namespace GpuBench.Tests.Workloads;

/// <summary>An oracle must accept a right result and reject a slightly wrong one.</summary>
public sealed class OracleTests
{
    private const ulong Seed = 5;
    private static readonly NumericTriple Fp32 = NumericTriple.Uniform(DType.Fp32);
    private static readonly NumericTriple Fp16 = NumericTriple.SummedInFp32(DType.Fp16);

    public static TheoryData<string> Types => [.. MatMulDefinition.Instance.DTypes.Keys];

    private static NumericTriple Triple(string name) => MatMulDefinition.Instance.DTypes[name];

    private static Operand Rounded(string tensor, long count, DType type) => Operand.Normal(Seed, tensor, count, type);

    private static float[] Product(MatMulShape shape, float[] a, float[] b)
    {
        var c = new float[shape.ResultCount];
        // Row numbers continue through the whole batch.
        for (var i = 0; i < shape.BatchCount * shape.M; i++)
            for (var k = 0; k < shape.K; k++)
                for (var j = 0; j < shape.N; j++)
                    c[(i * shape.N) + j] += a[(i * shape.K) + k] * b[IndexInB(shape, i / shape.M, k, j)];
        return c;
    }

    private static int IndexInB(MatMulShape shape, int batch, int k, int j)
    {
        var first = batch * shape.K * shape.N;
        return shape.BIsTransposed ? first + (j * shape.K) + k : first + (k * shape.N) + j;
    }

    private static (MatMulOracle Oracle, float[] C) MatMul(MatMulShape shape, NumericTriple dtype)
    {
        var (a, b) = (Rounded("A", shape.LeftCount, dtype.Input), Rounded("B", shape.RightCount, dtype.Input));
        return (new(shape, dtype, a, b, Seed), Product(shape, a.Unpack(), b.Unpack()));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_product_is_accepted_at_every_shape(string type)
    {
        MatMulShape[] shapes =
        [
            new(1, 1, 1), new(3, 5, 7), new(64, 64, 64), new(128, 32, 512), new(17, 257, 1024), new(3, 5, 7, 4),
            new(33, 65, 129, 1, true), new(16, 24, 40, 3, true),
        ];
        foreach (var shape in shapes)
        {
            var (oracle, c) = MatMul(shape, Triple(type));
            Assert.True(oracle.Check(Packed.Words(c, Triple(type).Output)).Passed, $"{shape}");
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_product_that_misses_one_term_in_one_element_is_refused(string type)
    {
        var shape = new MatMulShape(64, 64, 256);
        var (oracle, c) = MatMul(shape, Triple(type));
        // Element (40,3) is not one of the samples that are always taken, so C·x must detect the error.
        c[(40 * shape.N) + 3] -= type switch
        {
            "int8" => 1,
            "bf16" or "fp8-e4m3" or "fp8-e5m2" => 3,
            _ => 1.5f,
        };
        Assert.False(oracle.Check(Packed.Words(c, Triple(type).Output)).Passed);
    }

    [Theory]
    [InlineData(1, 1, "1 of 1 elements")]
    [InlineData(8, 8, "64 of 64 elements")]
    [InlineData(1024, 1024, "64 of 1048576 elements")]
    public void A_small_product_is_compared_completely(int m, int n, string compared)
    {
        var (oracle, c) = MatMul(new(m, n, 3), Fp32);
        Assert.StartsWith(compared, oracle.Check(Packed.Words(c, DType.Fp32)).Compared);
    }

    [Theory]
    [InlineData(1, "4 of 4 query rows")]
    [InlineData(12, "48 of 48 query rows")]
    public void A_small_attention_is_compared_completely(int length, string compared)
    {
        var (oracle, o) = Attention(new AttentionShape(1, 4, 2, length, length, 16, Causal: true), Fp32);
        Assert.StartsWith(compared, oracle.Check(Packed.Words(o, DType.Fp32)).Compared);
    }

    [Fact]
    public void A_product_with_the_other_layout_of_B_is_refused()
    {
        var shape = new MatMulShape(32, 32, 32);
        var c = MatMul(shape, Fp32).C;
        var transposed = MatMul(shape with { BIsTransposed = true }, Fp32).Oracle;
        Assert.False(transposed.Check(Packed.Words(c, DType.Fp32)).Passed);
    }

    [Fact]
    public void A_batch_whose_last_product_repeats_its_first_is_refused()
    {
        var shape = new MatMulShape(16, 16, 16, 3);
        var (oracle, c) = MatMul(shape, Fp32);
        c.AsSpan(0, 256).CopyTo(c.AsSpan(512));
        Assert.False(oracle.Check(Packed.Words(c, DType.Fp32)).Passed);
    }

    [Fact]
    public void A_product_with_one_unwritten_element_is_refused()
    {
        var shape = new MatMulShape(64, 64, 64);
        var (oracle, c) = MatMul(shape, Fp32);
        c[(13 * shape.N) + 21] = float.NaN;
        Assert.False(oracle.Check(Packed.Words(c, DType.Fp32)).Passed);
    }

    [Fact]
    public void A_product_summed_in_fp16_is_refused_if_fp32_sums_are_claimed()
    {
        var shape = new MatMulShape(32, 32, 1024);
        var (a, b) = (Rounded("A", shape.M * shape.K, DType.Fp16), Rounded("B", shape.K * shape.N, DType.Fp16));
        var (left, right, c) = (a.Unpack(), b.Unpack(), new float[shape.M * shape.N]);
        for (var i = 0; i < shape.M; i++)
            for (var j = 0; j < shape.N; j++)
            {
                var sum = (Half)0;
                for (var k = 0; k < shape.K; k++)
                    sum += (Half)(left[(i * shape.K) + k] * right[(k * shape.N) + j]);
                c[(i * shape.N) + j] = (float)sum;
            }
        Assert.False(new MatMulOracle(shape, Fp16, a, b, Seed).Check(Packed.Words(c, DType.Fp16)).Passed);
    }

    private static float[] Attention(AttentionShape shape, float[] q, float[] k, float[] v, int moreKeys = 0)
    {
        var o = new float[shape.RowCount * shape.D];
        for (var row = 0; row < shape.RowCount; row++)
        {
            var (head, t) = (row / shape.T, row % shape.T);
            var keyHead = (head / shape.H * shape.Hkv) + (head % shape.H / (shape.H / shape.Hkv));
            var weights = Enumerable.Range(0, Math.Min(shape.S, shape.KeysSeenBy(t) + moreKeys)).Select(s => MathF.Exp(
                Enumerable.Range(0, shape.D).Sum(d => q[(row * shape.D) + d] * k[(((keyHead * shape.S) + s) * shape.D) + d])
                / MathF.Sqrt(shape.D))).ToArray();
            var total = weights.Sum();
            for (var s = 0; s < weights.Length; s++)
                for (var d = 0; d < shape.D; d++)
                    o[(row * shape.D) + d] += weights[s] / total * v[(((keyHead * shape.S) + s) * shape.D) + d];
        }
        return o;
    }

    private static (AttentionOracle Oracle, float[] O) Attention(
        AttentionShape shape, NumericTriple dtype, int moreKeys = 0, DType? weightType = null)
    {
        var keys = shape.B * shape.Hkv * shape.S * shape.D;
        var (q, k, v) = (
            Rounded("Q", shape.RowCount * shape.D, dtype.Input), Rounded("K", keys, dtype.Input), Rounded("V", keys, dtype.Input));
        return (new(shape, dtype, q, k, v, Seed, weightType), Attention(shape, q.Unpack(), k.Unpack(), v.Unpack(), moreKeys));
    }

    public static TheoryData<AttentionShape> AttentionShapes =>
    [
        new AttentionShape(1, 1, 1, 1, 1, 16, true),
        new AttentionShape(2, 2, 2, 9, 9, 32, true),
        new AttentionShape(1, 4, 2, 8, 13, 32, true),
        new AttentionShape(2, 4, 1, 7, 11, 16, false),
    ];

    [Theory]
    [MemberData(nameof(AttentionShapes))]
    public void Attention_computed_in_fp32_is_accepted(AttentionShape shape)
    {
        var (oracle, o) = Attention(shape, Fp32);
        Assert.True(oracle.Check(Packed.Words(o, DType.Fp32)).Passed);
        (oracle, o) = Attention(shape, Fp16);
        Assert.True(oracle.Check(Packed.Words(o, DType.Fp16)).Passed);
    }

    [Theory]
    [InlineData(DType.Fp32, null, 16)]
    [InlineData(DType.Fp16, DType.Fp16, 300)]
    [InlineData(DType.Bf16, DType.Bf16, 300)]
    public void Attention_that_reads_one_key_too_many_is_refused_for_every_type(DType type, DType? weightType, int length)
    {
        var shape = new AttentionShape(1, 1, 1, length, length, 64, Causal: true);
        var dtype = NumericTriple.SummedInFp32(type);
        var (oracle, right) = Attention(shape, dtype, moreKeys: 0, weightType);
        var (_, wrong) = Attention(shape, dtype, moreKeys: 1, weightType);
        Assert.True(oracle.Check(Packed.Words(right, type)).Passed);
        Assert.False(oracle.Check(Packed.Words(wrong, type)).Passed);
    }

    [Fact]
    public void Attention_with_the_wrong_key_head_is_refused()
    {
        var shape = new AttentionShape(1, 4, 2, 8, 8, 16, Causal: false);
        var (oracle, o) = Attention(shape, Fp32);
        var perHead = shape.T * shape.D;
        var swapped = (float[])o.Clone();
        Array.Copy(o, perHead, swapped, 2 * perHead, perHead);
        Assert.False(oracle.Check(Packed.Words(swapped, DType.Fp32)).Passed);
    }
}
