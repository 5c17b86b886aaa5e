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
    [InlineData("gptq-int8", "one for each row against gptq-int8")]
    [InlineData(null, "one for each row against an unstated scheme")]
    public void A_row_with_int8_weights_meets_published_int8_weights_of_every_scheme(string? scheme, string why)
    {
        var published = WithWeights("int8");
        published = scheme is null ? published : published.With("quantization", scheme);
        var comparison = (WithWeights("int8") with { Source = null }).Over(published);
        Assert.Equal(Verdict.Convertible, comparison.Verdict);
        Assert.Equal(1, comparison.Ratio!.Value, 12);
        Assert.Equal(new(1 / 1.0625, 1), comparison.Interval!.Value);
        Assert.Contains(why, comparison.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_weights_and_published_schemes_do_not_meet()
    {
        var row = WithWeights("int8") with { Source = null };
        Assert.Equal("weights: int8 against bf16", row.Over(WithWeights(null)).Why);
        Assert.Equal("weights: int8 against int4", row.Over(WithWeights("int4")).Why);
        Assert.Equal("quantization none against fp8", (Step with { Source = null }).Over(Step.With("quantization", "fp8")).Why);
        var published = WithWeights("int8");
        Assert.Equal(
            "quantization int8wo against gptq-int8",
            published.With("quantization", "int8wo").Over(published.With("quantization", "gptq-int8")).Why);
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
    public void Long_contexts_of_the_same_mean_are_compared()
    {
        var mine = Step.With("inputTokens", "4096").With("outputTokens", "128");
        var theirs = Step.With("inputTokens", "4128").With("outputTokens", "64");
        Assert.Equal((Verdict.Convertible, 1), (mine.Over(theirs).Verdict, mine.Over(theirs).Interval!.Value.High));
        Assert.Equal(Verdict.Incomparable, mine.Over(theirs.With("outputTokens", "66")).Verdict);
    }

    [Fact]
    public void The_time_of_a_batch_of_requests_is_compared_as_the_rate_of_its_generated_tokens()
    {
        var figure = Normalizer.Shipped.Data.Figures.Single(figure =>
            figure.Quantity == Quantities.RequestTime && figure.Id.Contains("qwen2_5-7b", StringComparison.Ordinal));
        var side = Normalizer.Shipped.Figures.Find(figure.Id)!;
        Assert.Equal((Quantities.Offline, "output"), (side.Quantity.Name, side.Word("tokens")));
        Assert.Equal(8 * 128 / 4.27496, side.Value, 6);
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

    [Fact]
    public void A_whole_request_with_a_short_prompt_is_decoding_and_one_with_a_long_prompt_is_not()
    {
        Assert.Equal(
            (Quantities.Decode, "decode"),
            QuantityOf("model-h20-96gb-hbm3-sglang-qwen3-1_7b-bf16-b1-p1-g2048-decode-001"));
        Assert.Equal(
            (Quantities.Offline, "generate"),
            QuantityOf("model-h20-96gb-hbm3-transformers-qwen3-0_6b-bf16-b1-p6144-g2048-generate-001"));

        static (string, string?) QuantityOf(string id)
        {
            var side = Normalizer.Shipped.Figures.Find(id)!;
            return (side.Quantity.Name, side.Word("phase"));
        }
    }

    [Fact]
    public void The_time_to_read_a_prompt_is_compared_as_the_rate_of_its_tokens()
    {
        var side = Normalizer.Shipped.Figures.Find("model-h100-sxm5-80gb-transformers-glm-4-9b-0414-bf16-b1-p8000-g1-ttft-001")!;
        Assert.Equal((Quantities.Prefill, "input"), (side.Quantity.Name, side.Word("tokens")));
        Assert.Equal(8000 / 0.39, side.Value, 6);
    }

    /// <summary>Two servers: the ratio is one of the devices with their software.</summary>
    [Fact]
    public void A_model_of_an_H20_is_divided_by_the_same_model_of_an_H100_in_output_tokens()
    {
        var pair = Normalizer.Shipped.Compare(
            "model-h20-96gb-hbm3-sglang-qwen3-1_7b-bf16-b1-p1-g2048-decode-001",
            "model-h100-pcie-80gb-vllm-qwen3-1_7b-bf16-b1-p128-g128-tpot-001");
        Assert.Equal(Verdict.Convertible, pair.Verdict);
        Assert.Equal(RatioKind.Task, pair.Kind);
        Assert.Equal(227.80 * 2048 / 2049 * 3.199e-3, pair.Ratio!.Value, 9);
    }

    private static Observation WithWeights(string? weights) => Step with { DType = new("bf16", Weights: weights) };
}
