using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GpuBench.Torch.Host;
using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>The softmax of four rows, block after block, against double precision.</summary>
public sealed unsafe class HostSoftmaxTests
{
    private const int Rows = 4;
    private const int Columns = 32;

    /// <summary>The largest score of each block; the rows differ by less than two.</summary>
    public static TheoryData<float[]> Blocks => new()
    {
        new float[] { 0 },
        new float[] { 0, 3, 7, 12, 9 },
        new float[] { -300, 200, -300 },
        new float[] { 100, 90, 60, 100 },
        new float[] { -40, -33, -20, -5, 30 },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Shares_over_the_total_agree_with_double_precision(float[] largest)
    {
        AssertShares<float, Vector256<float>, HostVector256>(largest, 2e-5);
        AssertShares<ushort, Vector256<float>, HostVector256>(largest, 1.05 / 256);
        if (Vector512.IsHardwareAccelerated)
        {
            AssertShares<float, Vector512<float>, HostVector512>(largest, 2e-5);
            AssertShares<ushort, Vector512<float>, HostVector512>(largest, 1.05 / 256);
        }
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(9, false)]
    public void Earlier_sums_stay_while_scores_are_not_far_above_the_reference(float rise, bool stays)
    {
        var first = Numbers(0, 0);
        var second = Enumerable.Repeat(rise, Rows * Columns).ToArray();
        float[] references = [.. Enumerable.Repeat(float.MinValue, Rows)], totals = new float[Rows];
        fixed (float* a = first, b = second, reference = references, total = totals)
        {
            HostSoftmax<Vector256<float>, HostVector256>.Update<float>(a, Columns, Columns, reference, total);
            var shrink = HostSoftmax<Vector256<float>, HostVector256>.Update<float>(b, Columns, Columns, reference, total);
            Assert.Equal(stays, shrink == Vector128<float>.One);
        }
    }

    private static void AssertShares<TShare, V, TVector>(float[] largest, double allowed)
        where TShare : unmanaged where V : unmanaged where TVector : IHostVector<V>
    {
        float[][] blocks = [.. largest.Select(Numbers)];
        var shares = new List<double[]>();
        float[] references = [.. Enumerable.Repeat(float.MinValue, Rows)], totals = new float[Rows];
        foreach (var block in blocks)
        {
            var numbers = block.ToArray();
            fixed (float* scores = numbers, reference = references, total = totals)
            {
                var shrink = HostSoftmax<V, TVector>.Update<TShare>(scores, Columns, Columns, reference, total);
                shares = [.. shares.Select(earlier => earlier.Select((share, i) => share * shrink[i / Columns]).ToArray())];
            }
            shares.Add([.. Enumerable.Range(0, Rows).SelectMany(row => Stored<TShare>(numbers.AsSpan(row * Columns, Columns)))]);
        }
        double[] sums =
        [
            .. Enumerable.Range(0, Rows).Select(row =>
                blocks.Sum(block => block.Skip(row * Columns).Take(Columns).Sum(score => Math.Pow(2, score - 300)))),
        ];
        for (var at = 0; at < blocks.Length; at++)
        {
            for (var i = 0; i < Rows * Columns; i++)
            {
                var expected = Math.Pow(2, blocks[at][i] - 300) / sums[i / Columns];
                var error = Math.Abs((shares[at][i] / totals[i / Columns]) - expected);
                Assert.True(error <= 1e-30 + (allowed * expected), $"block {at}, element {i}: error {error} of {expected}");
            }
        }
    }

    /// <summary>The shares of a row, in the first part of its scores.</summary>
    private static double[] Stored<TShare>(Span<float> row) where TShare : unmanaged =>
        HostNumbers.From(MemoryMarshal.Cast<float, TShare>(row)[..Columns].ToArray());

    private static float[] Numbers(float largest, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Rows * Columns).Select(i => largest - (i / Columns * 0.5f) - (random.NextSingle() * (i % 7)))];
    }
}
