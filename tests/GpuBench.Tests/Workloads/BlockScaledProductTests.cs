using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Oracles;
using GpuBench.Workloads.Shapes;
using Xunit;

namespace GpuBench.Tests.Workloads;

/// <summary>
/// Products with scales per block, computed by a plain triple loop. It finds the scales by the formulas of their layouts: those of A
/// are (K/128, M), those of B are (N/128, K/128), both row-major.
/// </summary>
public sealed class BlockScaledProductTests
{
    private const ulong Seed = 11;

    private static readonly NumericTriple Fp8 = MatMulDefinition.Instance.DTypes["fp8-e4m3"];

    private delegate double ScaleOf(float[] scales, MatMulShape shape, int row, int block);

    /// <summary>Neither M nor N is a multiple of 128, except in one. The last has rows of a published product.</summary>
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 16, 128 }, { 5, 130, 128 }, { 129, 257, 256 }, { 33, 300, 384 }, { 130, 48, 384 }, { 256, 256, 256 }, { 8, 64, 7168 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_scaled_product_is_accepted(int m, int n, int k) => Assert.InRange(Error(Shape(m, n, k)), 0, 1);

    /// <summary>
    /// Matrix units of Hopper add 32 products at a time and keep 13 bits below the largest of them and of the sum (DeepSeek-AI 2024,
    /// "DeepSeek-V3 Technical Report", section 3.3.2). The sums of blocks are scaled and added in fp32.
    /// </summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_product_is_accepted_if_matrix_units_truncate_the_sums_of_its_blocks(int m, int n, int k)
    {
        var shape = Shape(m, n, k);
        var (a, b) = Operands(shape);
        var (left, right, leftScales, rightScales) = (a.Unpack(), b.Unpack(), Floats(a), Floats(b));
        var c = new float[m * n];
        for (var index = 0; index < c.Length; index++)
        {
            var (row, column) = (index / n, index % n);
            for (var block = 0; block < k / 128; block++)
            {
                var sum = TruncatedSum(
                    left.AsSpan((row * k) + (block * 128), 128), right.AsSpan((column * k) + (block * 128), 128));
                c[index] += (float)(sum * OfA(leftScales, shape, row, block) * OfB(rightScales, shape, column, block));
            }
        }
        Assert.InRange(new MatMulOracle(shape, Fp8, a, b, Seed).Check(Packed.Words(c, Fp8.Output)).MaxError, 0, 1);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_product_without_its_scales_is_refused(int m, int n, int k)
    {
        Assert.InRange(Error(Shape(m, n, k), ofA: (_, _, _, _) => 1), 1.01, double.PositiveInfinity);
        Assert.InRange(Error(Shape(m, n, k), ofB: (_, _, _, _) => 1), 1.01, double.PositiveInfinity);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_product_with_one_wrong_scale_is_refused(int m, int n, int k)
    {
        var shape = Shape(m, n, k);
        var (lastRow, lastBlock) = ((n - 1) / 128, (k / 128) - 1);
        ScaleOf wrongInA = (scales, s, row, block) => OfA(scales, s, row, block) * (row == m / 2 && block == lastBlock ? 1.5 : 1);
        ScaleOf wrongInB = (scales, s, row, block) => OfB(scales, s, row, block) * (row / 128 == lastRow && block == 0 ? 1.5 : 1);
        Assert.InRange(Error(shape, ofA: wrongInA), 1.01, double.PositiveInfinity);
        Assert.InRange(Error(shape, ofB: wrongInB), 1.01, double.PositiveInfinity);
    }

    /// <summary>Shapes with several rows and several columns of scales.</summary>
    [Theory]
    [InlineData(129, 257, 256)]
    [InlineData(33, 300, 384)]
    public void A_product_with_swapped_indices_of_its_scales_is_refused(int m, int n, int k)
    {
        var shape = Shape(m, n, k);
        ScaleOf rowsFirst = (scales, s, row, block) => scales[(row * (s.K / 128)) + block];
        ScaleOf blocksFirst = (scales, s, row, block) => scales[(block * ((s.N + 127) / 128)) + (row / 128)];
        Assert.InRange(Error(shape, ofA: rowsFirst), 1.01, double.PositiveInfinity);
        Assert.InRange(Error(shape, ofB: blocksFirst), 1.01, double.PositiveInfinity);
    }

    [Fact]
    public void Scales_are_between_a_half_and_two_and_differ_from_each_other()
    {
        var (a, b) = Operands(Shape(129, 1000, 1024));
        Assert.Equal((129 * 8, 8 * 8), (a.Scales!.Words.Length, b.Scales!.Words.Length));
        Assert.All(Floats(a).Concat(Floats(b)), scale => Assert.InRange(scale, 0.5, 2));
        Assert.Equal(Floats(a).Length + Floats(b).Length, Floats(a).Concat(Floats(b)).Distinct().Count());
        // Scales that were all powers of two would not round.
        Assert.Contains(Floats(a), scale => !float.IsPow2(scale));
    }

    [Fact]
    public void Gathered_elements_have_the_scales_of_elements_that_are_read()
    {
        var b = Operands(Shape(1, 300, 256)).B;
        var (read, gathered) = (new double[300 * 256], new double[300]);
        b.Read(0, read);
        b.Gather(7, 256, gathered);
        Assert.Equal(Enumerable.Range(0, 300).Select(row => read[(row * 256) + 7]), gathered);
    }

    [Fact]
    public void A_device_gets_the_scales_behind_the_elements()
    {
        var a = Operands(Shape(6, 16, 256)).A;
        Assert.Equal([.. a.Words, .. a.Scales!.Words], a.WordsAndScales);
        Assert.Equal((6 * 256 / 4) + (6 * 2), a.WordsAndScales.Length);
        Assert.Same(a.Words, (a with { Scales = null }).WordsAndScales);
    }

    [Fact]
    public void Sums_that_are_kept_are_those_of_their_scaling()
    {
        var (plain, scaled) = (Shape(16, 16, 128) with { HasBlockScales = false }, Shape(16, 16, 128));
        var cache = new HostDataCache(1 << 20);
        CheckResult Check(MatMulShape shape)
        {
            var (a, b) = MatMulOperands.Normal(shape, Fp8.Input, Seed, cache);
            return new MatMulOracle(shape, Fp8, a, b, Seed, cache).Check(Packed.Words(Product(shape, a, b, OfA, OfB), Fp8.Output));
        }
        Assert.All([plain, scaled, plain, scaled], shape => Assert.True(Check(shape).Passed));
        // The elements are shared, because scales do not change them.
        var operands = MatMulOperands.Normal(scaled, Fp8.Input, Seed, cache);
        Assert.Same(MatMulOperands.Normal(plain, Fp8.Input, Seed, cache).A.Words, operands.A.Words);
    }

    private static MatMulShape Shape(int m, int n, int k) => new(m, n, k, BIsTransposed: true, HasBlockScales: true);

    private static (Operand A, Operand B) Operands(MatMulShape shape)
    {
        var (a, b) = MatMulOperands.Normal(shape, Fp8.Input, Seed, new HostDataCache(1 << 24));
        return (a, b);
    }

    /// <summary>The oracle's error of the loop's product with these scales, as a multiple of what it allows.</summary>
    private static double Error(MatMulShape shape, ScaleOf? ofA = null, ScaleOf? ofB = null)
    {
        var (a, b) = Operands(shape);
        var c = Product(shape, a, b, ofA ?? OfA, ofB ?? OfB);
        return new MatMulOracle(shape, Fp8, a, b, Seed).Check(Packed.Words(c, Fp8.Output)).MaxError;
    }

    private static float[] Product(MatMulShape shape, Operand a, Operand b, ScaleOf ofA, ScaleOf ofB)
    {
        var (left, right, leftScales, rightScales) = (a.Unpack(), b.Unpack(), Floats(a), Floats(b));
        var c = new float[shape.M * shape.N];
        for (var m = 0; m < shape.M; m++)
            for (var n = 0; n < shape.N; n++)
            {
                double sum = 0;
                for (var k = 0; k < shape.K; k++)
                {
                    var scale = shape.HasBlockScales ? ofA(leftScales, shape, m, k / 128) * ofB(rightScales, shape, n, k / 128) : 1;
                    sum += left[(m * shape.K) + k] * right[(n * shape.K) + k] * scale;
                }
                c[(m * shape.N) + n] = (float)sum;
            }
        return c;
    }

    private static double TruncatedSum(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        double sum = 0;
        for (var start = 0; start < left.Length; start += 32)
        {
            var terms = new double[33];
            terms[32] = sum;
            for (var i = 0; i < 32; i++)
                terms[i] = left[start + i] * right[start + i];
            var unit = Math.ScaleB(1, Math.ILogB(terms.Max(Math.Abs)) - 13);
            sum = terms.Sum(term => Math.Truncate(term / unit) * unit);
        }
        return sum;
    }

    private static double OfA(float[] scales, MatMulShape shape, int row, int block) => scales[(block * shape.M) + row];

    private static double OfB(float[] scales, MatMulShape shape, int row, int block) => scales[(row / 128 * (shape.K / 128)) + block];

    private static float[] Floats(Operand operand) => [.. (operand.Scales?.Words ?? []).Select(BitConverter.UInt32BitsToSingle)];
}
