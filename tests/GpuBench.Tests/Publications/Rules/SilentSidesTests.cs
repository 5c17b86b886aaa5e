using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Publications.Rules;

/// <summary>Conditions that a source does not print, and that change a rate: what moved the bytes, the power limit, the host.</summary>
public sealed class SilentSidesTests
{
    private static readonly Observation Copy = Sides.Stream.With("op", "copy") with { Program = null };

    /// <summary>The driver's copy on an H20 has 2000 GB/s, and a kernel's 3300.</summary>
    [Fact]
    public void A_copy_without_an_engine_widens_the_interval_to_the_other_engine()
    {
        var comparison = Copy.Over(Copy.Without("engine"));
        Assert.Equal(Verdict.Like, comparison.Verdict);
        Assert.Contains("unknown: engine", comparison.Why, StringComparison.Ordinal);
        Assert.True(comparison.Interval!.Value.Contains(2000.0 / 3300));
        Assert.False(Copy.Over(Copy).Interval!.Value.Contains(2000.0 / 3300));
    }

    [Fact]
    public void A_copy_engine_is_not_compared_with_a_kernel() =>
        Assert.Equal(Verdict.Incomparable, Copy.Over(Copy.With("engine", "copy-engine")).Verdict);

    [Fact]
    public void Copies_of_one_program_have_one_engine()
    {
        var clone = Copy.Without("engine") with { Program = "torch clone" };
        Assert.DoesNotContain("engine", clone.Over(clone).Why, StringComparison.Ordinal);
        Assert.Contains("engine", clone.Over(clone with { Program = "thrust::copy" }).Why, StringComparison.Ordinal);
    }

    /// <summary>Eight H100 do an all-reduce with 365 GB/s as a ring, and with 480 GB/s with the sums of the switch.</summary>
    [Fact]
    public void A_collective_without_an_algorithm_widens_the_interval_to_the_other_algorithm()
    {
        var comparison = Sides.Collective.With("algorithm", "nvls").Over(Sides.Collective);
        Assert.Equal("unknown: algorithm", comparison.Why);
        Assert.True(comparison.Interval!.Value.Contains(365.0 / 480));
        var both = Sides.Collective.With("algorithm", "ring");
        Assert.False(both.Over(both).Interval!.Value.Contains(365.0 / 480));
    }

    [Fact]
    public void A_power_limit_of_one_side_is_a_known_difference()
    {
        var capped = Sides.MatMul with { PowerCapWatts = 330 };
        var comparison = Sides.MatMul.Over(capped);
        Assert.Equal(Verdict.Differs, comparison.Verdict);
        Assert.Equal("power limit: the product's own against 330 W", comparison.Why);
        Assert.Equal(Verdict.Like, capped.Over(capped).Verdict);
    }

    /// <summary>The source of gpt-fast limits an A100 of 400 W to 330 W. The 300 W of a BR104 are the card's own.</summary>
    [Theory]
    [InlineData("a100", 330.0)]
    [InlineData("biren-br104", null)]
    public void A_limit_of_the_board_itself_is_not_a_power_limit(string accelerator, double? watts)
    {
        var data = Normalizer.Shipped;
        var capped = data.Figures.All.Where(figure =>
            figure.Variant!.Value.Accelerator == accelerator && data.Data.Find(figure.Id)!.PowerCapWatts is not null).ToList();
        Assert.NotEmpty(capped);
        Assert.All(capped, figure => Assert.Equal(watts, figure.PowerCapWatts));
    }

    /// <summary>An H100 generates 41 token/s with this library where an RTX 4090 generates 47.</summary>
    [Theory]
    [InlineData("transformers 4.45", Verdict.Incomparable)]
    [InlineData("vllm 0.11.0", Verdict.Bound)]
    public void A_row_of_a_model_is_not_divided_by_a_rate_of_the_host(string program, Verdict verdict)
    {
        var published = Sides.Serving with { Program = program };
        Assert.Equal(verdict, Sides.Here(Sides.Serving).Over(published).Verdict);
        Assert.NotNull(published.Over(Sides.Elsewhere(published)).Ratio);
    }

    [Theory]
    [InlineData("999", Verdict.Incomparable)]
    [InlineData("1000", Verdict.Bound)]
    public void A_long_prompt_is_divided_by_a_rate_of_transformers(string tokens, Verdict verdict)
    {
        var prompt = Sides.Serving with
        {
            Task = new Dictionary<string, string>(Sides.Serving.Task) { ["phase"] = "prefill", ["inputTokens"] = tokens },
        };
        Assert.Equal(verdict, Sides.Here(prompt).Over(prompt with { Program = "transformers 4.45" }).Verdict);
    }

    [Fact]
    public void Two_results_without_a_program_say_that_it_is_unknown()
    {
        var silent = Sides.MlPerf with { Program = null };
        Assert.Contains("program", silent.Over(silent).Why, StringComparison.Ordinal);
        Assert.DoesNotContain("program", Sides.MlPerf.Over(Sides.MlPerf).Why, StringComparison.Ordinal);
    }
}
