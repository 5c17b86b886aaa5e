using System.Runtime.Intrinsics;
using GpuBench.Torch.Host;
using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>
/// Attention on the host's threads against double precision, with all widths of vectors that the host has. Cached places after the
/// last position are NaN; one read would make a result NaN.
/// </summary>
[Collection(LibTorchHere.Name)]
public sealed class HostLayerAttentionTests
{
    /// <summary>Batch, start, count, query heads, key heads, head size, rotated elements, norms.</summary>
    public static TheoryData<int, int, int, int, int, int, int, bool> Shapes => new()
    {
        { 1, 0, 1, 2, 2, 64, 64, false },
        { 1, 130, 1, 12, 12, 64, 64, false },
        { 3, 17, 1, 6, 2, 16, 16, true },
        { 2, 255, 1, 4, 1, 80, 40, true },
        { 1, 999, 1, 4, 2, 128, 128, false },
        { 1, 3000, 1, 2, 1, 64, 32, false },
        { 1, 40, 1, 3, 3, 10, 6, true },
        { 1, 0, 2, 2, 2, 64, 64, false },
        { 1, 0, 64, 2, 2, 64, 64, true },
        { 2, 0, 37, 4, 2, 64, 64, false },
        { 1, 61, 7, 4, 4, 64, 64, false },
        { 3, 5, 70, 6, 2, 16, 16, true },
        { 2, 100, 33, 4, 1, 80, 40, true },
        { 1, 0, 200, 2, 1, 128, 128, false },
        { 1, 700, 61, 2, 2, 64, 32, false },
        { 1, 63, 67, 2, 1, 10, 6, true },
        { 1, 0, 600, 1, 1, 32, 32, false },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Attention_agrees_with_double_precision(
        int batch, int start, int count, int queryHeads, int kvHeads, int headSize, int rotated, bool hasNorms)
    {
        var shape = new HostShape(batch, start, count, queryHeads, kvHeads, headSize, rotated, hasNorms);
        var reference = new HostAttentionReference(shape, seed: start + count);
        var attention = new HostLayerAttention();
        AssertClose<float>(reference, attention.Attend<float>, 1e-5, 0);
        AssertClose<float>(reference, attention.Attend<float, Vector256<float>, HostVector256>, 1e-5, 0);
        // A key may round to its neighbour. That changes a score by up to 2^-8 of a product.
        AssertClose<ushort>(reference, attention.Attend<ushort>, 0.02, 1 / 128.0);
        AssertClose<ushort>(reference, new HostLayerAttention(allowsBf16Products: false).Attend<ushort>, 0.02, 1 / 128.0);
        AssertClose<ushort>(reference, attention.Attend<ushort, Vector256<float>, HostVector256>, 0.02, 1 / 128.0);
    }

    [Fact]
    public void A_later_call_with_another_shape_does_not_see_earlier_scratch_numbers()
    {
        var attention = new HostLayerAttention();
        foreach (var (start, count, size) in new[] { (0, 100, 80), (0, 30, 64), (300, 1, 64), (0, 9, 10), (20, 1, 10) })
        {
            var reference = new HostAttentionReference(new(1, start, count, 2, 1, size, size, false), seed: 1);
            AssertClose<float>(reference, attention.Attend<float>, 1e-5, 0);
        }
    }

    [Fact]
    public void Products_of_bf16_serve_only_bf16_and_only_where_they_are_allowed()
    {
        var reference = new HostAttentionReference(new(1, 9, 100, 2, 1, 64, 64, false), seed: 3);
        var (with, without) = (new HostLayerAttention(), new HostLayerAttention(allowsBf16Products: false));
        Assert.Equal(reference.Run<float>(without.Attend).Result, reference.Run<float>(with.Attend).Result);
        var isSame = reference.Run<ushort>(without.Attend).Result.SequenceEqual(reference.Run<ushort>(with.Attend).Result);
        Assert.Equal(!HostBf16Products.Serves(100, 64), isSame);
    }

    /// <param name="ofCache">The allowed relative error of the cache.</param>
    private static void AssertClose<T>(HostAttentionReference reference, HostKernel<T> attend, double ofResult, double ofCache)
        where T : unmanaged
    {
        var (expected, expectedCache) = reference.Expect<T>();
        var (result, cache) = reference.Run(attend);
        AssertEach(expected, result, (ofResult, ofResult));
        AssertEach(expectedCache, cache, (1e-6, Math.Max(1e-6, ofCache)));
    }

    private static void AssertEach(double[] expected, double[] actual, (double Absolute, double Relative) allowed)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var error = Math.Abs(expected[i] - actual[i]);
            Assert.True(
                double.IsNaN(expected[i])
                    ? double.IsNaN(actual[i])
                    : error <= allowed.Absolute + (allowed.Relative * Math.Abs(expected[i])),
                $"at {i}: {actual[i]} in place of {expected[i]}");
        }
    }
}
