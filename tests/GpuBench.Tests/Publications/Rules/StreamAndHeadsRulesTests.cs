using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Publications.Rules;

public sealed class StreamAndHeadsRulesTests
{
    private static readonly Observation FewHeads = Sides.Here(Sides.Attention).With("b", "1").With("h", "8").With("hkv", "8");

    [Theory]
    [InlineData("op", "copy", "op: triad against copy")]
    [InlineData("engine", "copy-engine", "engine: sm-kernel against copy-engine")]
    public void Another_operation_or_engine_is_refused(string field, string value, string why)
    {
        var comparison = Sides.Stream.Over(Sides.Stream.With(field, value));
        Assert.Equal((Verdict.Incomparable, why), (comparison.Verdict, comparison.Why));
    }

    [Fact]
    public void An_unstated_operation_is_refused_and_an_unstated_engine_is_unknown()
    {
        Assert.Equal(Verdict.Incomparable, Sides.Stream.Over(Sides.Stream.Without("op")).Verdict);
        Assert.Equal("unknown: engine, size", Sides.Stream.Over(Sides.Stream.Without("engine")).Why);
    }

    /// <summary>Whether the bytes of a copy count once or twice is a factor of two.</summary>
    [Fact]
    public void Both_sides_must_state_which_bytes_they_count()
    {
        foreach (var theirs in (Observation[])[Sides.Stream.With("counting", "unstated"), Sides.Stream.Without("counting")])
        {
            Assert.Contains("the counted bytes", Sides.Stream.Over(theirs).Why, StringComparison.Ordinal);
            Assert.Equal(Verdict.Incomparable, theirs.Over(theirs).Verdict);
        }
    }

    [Fact]
    public void Streams_of_different_element_types_or_sizes_are_convertible()
    {
        Assert.Equal("unknown: size", Sides.Stream.Over(Sides.Stream).Why);
        var elements = (Sides.Stream with { DType = new("fp32") }).Over(Sides.Stream);
        Assert.Equal((Verdict.Convertible, 1.0), (elements.Verdict, elements.Ratio!.Value));
        Assert.Contains("fp32 against fp64", elements.Why, StringComparison.Ordinal);
        Assert.Equal(Verdict.Convertible, Sides.Stream.With("bytes", "1000").Over(Sides.Stream.With("bytes", "2000")).Verdict);
    }

    [Fact]
    public void Different_collectives_are_not_compared()
    {
        var link = Sides.Stream.Without("counting") with { Kind = "link", HasCounting = false, HardwareUnit = "link" };
        Assert.Equal(Verdict.Like, link.With("op", "all-reduce").Over(link.With("op", "all-reduce")).Verdict);
        Assert.Equal(Verdict.Incomparable, link.With("op", "all-reduce").Over(link.With("op", "all-to-all")).Verdict);
    }

    /// <summary>The two measures of an all-reduce on eight devices differ by 1.75; one and both directions by 2.</summary>
    [Theory]
    [InlineData("measure", "algbw", "measure: busbw against algbw")]
    [InlineData("measure", null, "measure: not stated by both sides")]
    [InlineData("measure", "unstated", "measure: not stated by both sides")]
    [InlineData("link", "hccs", "link: nvlink against hccs")]
    [InlineData("link", null, "link: not stated by both sides")]
    [InlineData("direction", "bidirectional", "direction: not stated by both sides")]
    [InlineData("bytes", "2097152", "size: 1048576 against 2097152 bytes")]
    public void A_collective_needs_the_same_stated_link_measure_and_size(string field, string? word, string why)
    {
        var comparison = Sides.Collective.Over(word is null ? Sides.Collective.Without(field) : Sides.Collective.With(field, word));
        Assert.Equal(Verdict.Incomparable, comparison.Verdict);
        Assert.Contains(why, comparison.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_collective_without_a_measure_on_either_side_is_refused_unless_it_is_a_time()
    {
        var unstated = Sides.Collective.Without("measure");
        Assert.Contains("algorithm or bus bandwidth", unstated.Over(unstated).Why, StringComparison.Ordinal);
        var time = unstated with { Quantity = Quantities.Get("collective-time"), SiUnit = "s" };
        Assert.Equal(Verdict.Like, time.Over(time).Verdict);
        Assert.Equal(Verdict.Incomparable, time.Over(time.With("bytes", "2097152")).Verdict);
    }

    [Theory]
    [InlineData("algorithm", "nvls")]
    [InlineData("nic", "CX7 400 Gb/s")]
    [InlineData("topology", "nvswitch")]
    [InlineData("bytes", null)]
    public void What_one_side_of_a_collective_omits_is_unknown(string field, string? word)
    {
        var other = word is null ? Sides.Collective.Without(field) : Sides.Collective.With(field, word);
        Assert.Equal(Verdict.Like, Sides.Collective.Over(other).Verdict);
        Assert.Contains("unknown: ", Sides.Collective.Over(other).Why, StringComparison.Ordinal);
    }

    /// <summary>A server's pageable memory is several times slower than its pinned memory.</summary>
    [Theory]
    [InlineData("pinned", "pinned", Verdict.Like)]
    [InlineData("pageable", "pinned", Verdict.Incomparable)]
    [InlineData(null, "pinned", Verdict.Incomparable)]
    [InlineData(null, null, Verdict.Incomparable)]
    public void A_host_link_needs_the_same_stated_memory_and_is_a_task(string? mine, string? theirs, Verdict verdict)
    {
        var link = Sides.Stream.Without("counting").With("op", "h2d").With("link", "host").With("bytes", "100000000") with
        {
            Kind = "link",
            HasCounting = false,
            CrossesLink = true,
            HardwareUnit = "link",
            DType = null,
        };
        var comparison = Memory(link, mine).Over(Memory(link, theirs));
        Assert.Equal((verdict, RatioKind.Task), (comparison.Verdict, comparison.Ratio is null ? RatioKind.Task : comparison.Kind));

        static Observation Memory(Observation link, string? word) => word is null ? link : link.With("memory", word);
    }

    [Fact]
    public void A_side_that_the_cache_may_serve_is_refused()
    {
        var resident = Sides.Stream with { CacheResident = "warm operands of 1 MB" };
        Assert.Equal("cache", resident.Over(Sides.Stream).Rulings[^1].Rule);
        Assert.Equal("cache", Sides.Stream.Over(resident).Rulings[^1].Rule);
    }

    [Fact]
    public void A_row_measured_here_is_a_lower_bound_if_the_cache_served_a_part_of_the_published_side()
    {
        var inPart = Sides.Stream with { CacheResident = "warm operands of 1 MB", ExceedsCache = true };
        var measured = Sides.Stream with { Source = null };
        var bound = measured.Over(inPart);
        Assert.Equal((Verdict.Bound, true), (bound.Verdict, bound.IsLowerBound));
        Assert.Equal(Verdict.Incomparable, Sides.Stream.Over(inPart).Verdict);
        Assert.Equal(Verdict.Incomparable, (inPart with { Source = null }).Over(inPart).Verdict);
    }

    /// <summary>A device needs at most 16 times as long for 128 heads as for 8 of them.</summary>
    [Fact]
    public void A_measured_row_with_fewer_heads_bounds_the_published_task()
    {
        var comparison = FewHeads.Over(Sides.Attention);
        Assert.Equal(Verdict.Bound, comparison.Verdict);
        Assert.True(comparison.IsLowerBound);
        Assert.Contains("8 of 128 heads", comparison.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void More_heads_or_a_number_that_does_not_divide_the_published_one_are_refused()
    {
        Assert.Equal(Verdict.Incomparable, FewHeads.With("b", "32").Over(Sides.Attention).Verdict);
        Assert.Equal(Verdict.Incomparable, FewHeads.With("h", "7").With("hkv", "7").Over(Sides.Attention).Verdict);
    }

    [Fact]
    public void Different_numbers_of_queries_per_key_head_are_refused()
    {
        var comparison = FewHeads.With("hkv", "2").Over(Sides.Attention);
        Assert.Equal((Verdict.Incomparable, "queries per key head: 4 against 1"), (comparison.Verdict, comparison.Why));
    }

    [Fact]
    public void Published_head_counts_must_be_equal() =>
        Assert.Equal(Verdict.Incomparable, Sides.Attention.With("h", "16").With("hkv", "16").Over(Sides.Attention).Verdict);

    [Theory]
    [InlineData("t", "2048")]
    [InlineData("s", "2048")]
    [InlineData("d", "64")]
    [InlineData("causal", "false")]
    public void A_row_with_fewer_heads_must_agree_in_the_rest_of_the_shape(string field, string value) =>
        Assert.Equal("shape", FewHeads.With(field, value).Over(Sides.Attention).Rulings[^1].Rule);
}
