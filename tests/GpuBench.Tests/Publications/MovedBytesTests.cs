using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>Streams that a cache may serve, copies by the driver, and transfers of pageable memory never meet what they are not.</summary>
public sealed class MovedBytesTests
{
    private static readonly RowDevice H100 = Rows.Cuda("NVIDIA H100 80GB HBM3");

    private static RowComparison ToH100(ResultRow row, RowDevice? device = null) => To("h100", row, device);

    private static RowComparison To(string name, ResultRow row, RowDevice? device = null)
    {
        var accelerator = new ResultNormalizer(Normalizer.Shipped, [Normalizer.Shipped.Names.Resolve(name)]);
        return accelerator.Fill(Rows.Document(row with { Device = device ?? H100 })).Rows[0].Comparisons[0];
    }

    private static ResultRow Stream(string op, long n, CachePolicy cache, string engine = "ilgpu", double rate = 2.97e12)
    {
        var point = new Point { { "op", op }, { "n", n } };
        var fp32 = NumericTriple.Uniform(DType.Fp32);
        return Rows.Of(StreamDefinition.Instance, point, fp32, rate, H100, engine, HardwareUnit.Copy) with { Cache = cache };
    }

    private static ResultRow Link(string direction, string memory, long bytes)
    {
        var point = new Point { { "direction", direction }, { "memory", memory }, { "bytes", bytes } };
        return Rows.Of(LinkDefinition.Instance, point, default, 346e9, H100, "ilgpu", HardwareUnit.Link) with { DType = null };
    }

    [Fact]
    public void A_warm_stream_over_operands_that_the_cache_may_hold_is_not_compared()
    {
        var comparison = ToH100(Stream("triad", 65_536, CachePolicy.Warm, rate: 8e12));
        Assert.Equal(("incomparable", "cache"), (comparison.Verdict, comparison.Refused));
        Assert.Contains("0.786 MB", comparison.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CachePolicy.Warm, 1L << 28)]
    [InlineData(CachePolicy.ColdRotate, 1L << 20)]
    public void A_stream_beyond_the_cache_is_compared(CachePolicy cache, long n)
    {
        var comparison = ToH100(Stream("triad", n, cache) with { SetCount = cache == CachePolicy.Warm ? 1 : 64 });
        Assert.Equal("bound", comparison.Verdict);
        Assert.Equal(1, comparison.Ratio!.Value, 9);
    }

    /// <summary>A contiguous copy of one type is a copy by the driver, which on some devices is much slower than a kernel.</summary>
    [Fact]
    public void A_copy_of_libtorch_on_a_GPU_is_not_compared_with_a_copy_kernel()
    {
        var comparison = ToH100(Stream("copy", 1L << 28, CachePolicy.ColdRotate, "torchsharp"));
        Assert.Equal(("modelled", null), (comparison.Verdict, comparison.Figure));
        Assert.Equal("bound", ToH100(Stream("copy", 1L << 28, CachePolicy.ColdRotate)).Verdict);
    }

    /// <summary>nvbandwidth, the published program, uses pinned memory.</summary>
    [Fact]
    public void A_transfer_of_pageable_memory_is_not_divided_by_one_of_pinned_memory()
    {
        var pageable = To("gh200", Link("h2d", "pageable", 1L << 28));
        Assert.Equal("incomparable", pageable.Verdict);
        Assert.Contains("memory: pageable against pinned", pageable.Why, StringComparison.Ordinal);
        var pinned = To("gh200", Link("h2d", "pinned", 1L << 28));
        Assert.Equal(("task", 1.0), (pinned.Kind, Math.Round(pinned.Ratio!.Value, 9)));
        Assert.DoesNotContain("cache", pinned.Why.Replace("unknown: cache", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>The program bandwidthTest copies 32 MiB.</summary>
    [Fact]
    public void Transfers_of_one_size_are_compared_though_their_start_counts()
    {
        var comparison = To("h20", Link("h2d", "pinned", 1L << 25));
        Assert.Equal(("bound", "task"), (comparison.Verdict, comparison.Kind));
        Assert.Equal("incomparable", To("h20", Link("h2d", "pinned", 1L << 26)).Verdict);
    }

    /// <summary>The arrays of this published copy are larger than the cache of the 910B2, and less than four times as large.</summary>
    [Fact]
    public void A_published_stream_that_the_cache_served_in_part_gives_a_lower_bound()
    {
        var comparison = To("910b2", Stream("copy", 1L << 28, CachePolicy.ColdRotate));
        Assert.Equal(("bound", true), (comparison.Verdict, comparison.IsLowerBound));
        Assert.Contains("may have raised the published rate", comparison.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transfer_whose_start_counts_is_not_compared()
    {
        var comparison = To("gh200", Link("h2d", "pinned", 4096));
        Assert.Equal(("incomparable", "elements"), (comparison.Verdict, comparison.Refused));
        Assert.Contains("less than 64 MB", comparison.Why, StringComparison.Ordinal);
    }
}
