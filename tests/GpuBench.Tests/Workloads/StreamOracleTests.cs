using GpuBench.Measuring.Devices;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Oracles;
using Xunit;

namespace GpuBench.Tests.Workloads;

public sealed class StreamOracleTests
{
    private const float Scalar = 0.4f;

    private static StreamValues Each(Func<long, float> value) => (start, values) =>
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = value(start + i);
    };

    private static StreamOracle Oracle(string op, long n) => new(op, n, Scalar, Each(i => i % 7), Each(i => i % 5));

    private static float[] Right(string op, int n) => [.. Enumerable.Range(0, n).Select(i => op switch
    {
        "copy" => i % 7,
        "mul" => Scalar * (i % 7),
        "add" => (i % 7) + (i % 5),
        _ => (i % 7) + (Scalar * (i % 5)),
    })];

    private static CheckResult Check(StreamOracle oracle, float[] result) =>
        oracle.CheckBlocks((start, values) => result.AsSpan((int)start, values.Length).CopyTo(values));

    [Theory]
    [InlineData("copy")]
    [InlineData("mul")]
    [InlineData("add")]
    [InlineData("triad")]
    public void A_result_is_compared_block_by_block(string op)
    {
        const int N = 5000;
        var result = Right(op, N);
        var right = Check(Oracle(op, N), result);
        Assert.True(right.Passed, $"{right}");
        foreach (var i in new[] { 6, N - 3 })
        {
            var wrong = (float[])result.Clone();
            wrong[i] *= 1.000001f;
            Assert.False(Check(Oracle(op, N), wrong).Passed, $"{op} {i}");
        }
    }

    /// <summary>An array of up to 128 blocks is compared completely. In a longer array, no element is counted twice.</summary>
    [Theory]
    [InlineData(100, 100)]
    [InlineData(2048, 2048)]
    [InlineData(5000, 5000)]
    [InlineData(131_072, 131_072)]
    [InlineData(131_073, 131_072)]
    [InlineData(1 << 20, 131_072)]
    public void Every_compared_element_is_counted_once(int n, int compared)
    {
        var seen = new HashSet<long>();
        var right = Right("copy", n);
        var result = Oracle("copy", n).CheckBlocks((start, values) =>
        {
            right.AsSpan((int)start, values.Length).CopyTo(values);
            seen.UnionWith(Enumerable.Range(0, values.Length).Select(i => start + i));
        });
        Assert.Equal(new(0, 1, $"{compared} of {n} elements"), result);
        Assert.Equal(compared, seen.Count);
        Assert.Contains(n - 1L, seen);
    }

    [Fact]
    public void An_unknown_operation_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Oracle("sub", 10));

    [Theory]
    [InlineData("dot")]
    [InlineData("read")]
    public void A_sum_is_reproducible_and_its_rounding_error_is_allowed(string op)
    {
        // More elements than one task sums, and an odd remainder.
        const int N = (2 << 20) + 77;
        var data = new UniformValues(3);
        var oracle = new StreamOracle(op, N, 0, data.Fill, Each(i => i % 2));
        var expected = oracle.ExpectedSum();
        Assert.Equal(expected, oracle.ExpectedSum());
        var values = data.Words(N).Select(BitConverter.UInt32BitsToSingle);
        Assert.Equal(values.Select((x, i) => op == "dot" ? (double)x * (i % 2) : x).Sum(), expected, 1e-6);

        float[] partials = [.. Enumerable.Repeat((float)(expected / 1024), 1024)];
        Assert.True(oracle.CheckSum(partials, expected).Passed);
        partials[7] = float.NaN;
        Assert.False(oracle.CheckSum(partials, expected).Passed);
    }
}
