using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Publications.Rules;

/// <summary>Rates of language models: which tokens they count, and behind how many tokens a step runs.</summary>
public sealed class TokenRulesTests
{
    private static readonly Observation Step = Sides.Serving with
    {
        Quantity = Quantities.Get(Quantities.Decode),
        Value = 100,
        Interval = new(100, 100),
        Task = new Dictionary<string, string>
        {
            ["model"] = "Qwen3-8B",
            ["phase"] = "decode",
            ["batch"] = "1",
            ["inputTokens"] = "1000",
            ["outputTokens"] = "50",
            ["tokens"] = "output",
        },
    };

    private static readonly Observation Request =
        Step.With("phase", "generate").With("batch", "8") with { Quantity = Quantities.Get("offline-throughput") };

    [Fact]
    public void A_rate_of_all_tokens_is_converted_to_output_tokens_by_the_lengths()
    {
        var comparison = Request.With("tokens", "total").Over(Request);
        Assert.Equal(Verdict.Convertible, comparison.Verdict);
        Assert.Equal(50.0 / 1050, comparison.Ratio!.Value, 12);
        Assert.Equal(1050.0 / 50, Request.Over(Request.With("tokens", "total")).Ratio!.Value, 12);
        Assert.Contains("tokens: total against output", comparison.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("input", "tokens: input against output")]
    [InlineData("total", "tokens: total against output")]
    public void Token_rates_that_no_arithmetic_converts_are_refused(string tokens, string why)
    {
        var without = Request.Without("outputTokens");
        var comparison = without.With("tokens", tokens).Over(without);
        Assert.Equal(Verdict.Incomparable, comparison.Verdict);
        Assert.Equal(why, comparison.Why);
    }

    [Fact]
    public void Rates_of_which_one_says_what_it_counts_are_refused_and_of_two_that_do_not_it_is_unknown()
    {
        var silent = Request.Without("tokens");
        Assert.Equal("tokens: output against unstated", Request.Over(silent).Why);
        Assert.Contains("sparsity, tokens", silent.Over(silent).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("128", 1, 1.1)]
    [InlineData("1000", 1, 1)]
    public void Steps_of_one_sequence_behind_short_contexts_convert_with_the_share_of_the_cache(string input, double low, double high)
    {
        var comparison = Step.Over(Step.With("inputTokens", input));
        Assert.Equal(input == "1000" ? Verdict.Like : Verdict.Convertible, comparison.Verdict);
        Assert.Equal(low, comparison.Interval!.Value.Low, 12);
        Assert.Equal(high, comparison.Interval.Value.High, 12);
        Assert.Equal(1 / high, Step.With("inputTokens", input).Over(Step).Interval!.Value.Low, 12);
    }

    [Theory]
    [InlineData("1", "4096", "mean context: 1025 against 4121 tokens")]
    [InlineData("8", "128", "inputTokens 1000 against 128")]
    public void Long_contexts_and_steps_of_several_sequences_need_the_same_lengths(string batch, string input, string why)
    {
        var mine = Step.With("batch", batch);
        var comparison = mine.Over(mine.With("inputTokens", input));
        Assert.Equal(Verdict.Incomparable, comparison.Verdict);
        Assert.Equal(why, comparison.Why);
    }

    [Fact]
    public void The_time_of_a_step_meets_the_rate_of_its_tokens()
    {
        var normalizer = Normalizer.Shipped;
        var figure = normalizer.Data.Figures.First(figure =>
            figure.Quantity == Quantities.StepTime && figure.WorkloadWord("phase") == "decode"
            && figure.WorkloadWord("batch") is not (null or "1") && figure.UnstructuredBecause is null);
        var batch = double.Parse(figure.WorkloadWord("batch")!, System.Globalization.CultureInfo.InvariantCulture);
        var side = normalizer.Figures.Find(figure.Id)!;
        Assert.Equal(Quantities.Decode, side.Quantity.Name);
        Assert.Equal(batch / (figure.Value!.Value * PrintedUnit.Find(figure.Unit)!.Factor), side.Value, 9);
        Assert.InRange(side.Value, side.Interval.Low, side.Interval.High);
    }
}
