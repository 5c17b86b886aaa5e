using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Publications.Rules;

/// <summary>
/// Rules about what must be the same: the quantity, the job and the kernel family. Both sides must also be usable for a ratio.
/// </summary>
public sealed class IdentityRulesTests
{
    private static void Refused(string rule, string why, Comparison comparison)
    {
        Assert.Equal(Verdict.Incomparable, comparison.Verdict);
        Assert.Null(comparison.Ratio);
        Assert.Null(comparison.Interval);
        Assert.Equal(rule, comparison.Rulings[^1].Rule);
        Assert.Contains(why, comparison.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_that_agree_in_every_field_are_like_and_give_a_unit_ratio()
    {
        var comparison = (Sides.MatMul with { Value = 50e12, Interval = new(50e12, 50e12) }).Over(Sides.Elsewhere(Sides.MatMul));

        Assert.Equal(Verdict.Like, comparison.Verdict);
        Assert.Equal(RatioKind.Unit, comparison.Kind);
        Assert.Equal(0.5, comparison.Ratio!.Value, 12);
        Assert.Equal("", comparison.Why);
    }

    [Fact]
    public void Every_rule_has_a_name_of_its_own()
    {
        var names = new ComparisonRules(new(1, 1)).All.Select(rule => rule.Name).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void A_nominal_peak_is_not_compared_with_an_achieved_rate() => Refused(
        "quantity", "gemm-throughput against peak-compute",
        Sides.MatMul.Over(Sides.MatMul with { Quantity = Quantities.Get(Quantities.PeakCompute), Kind = "" }));

    [Fact]
    public void Integer_operations_are_not_compared_with_FLOP() =>
        Refused("quantity", "FLOP/s against OP/s", Sides.MatMul.Over(Sides.MatMul with { SiUnit = "OP/s" }));

    [Fact]
    public void An_unusable_figure_on_either_side_is_refused()
    {
        var recalled = Sides.MatMul with { Unusable = "recalled" };
        Refused("unusable", "recalled", Sides.MatMul.Over(recalled));
        Refused("unusable", "recalled", recalled.Over(Sides.MatMul));
    }

    [Theory]
    [InlineData("m", "8192")]
    [InlineData("scaling", "block-128")]
    [InlineData("layout", "NT")]
    [InlineData("batch", "4")]
    public void Another_shape_is_refused(string field, string value)
    {
        Refused("shape", field, Sides.MatMul.Over(Sides.MatMul.With(field, value)));
        Refused("shape", field, Sides.MatMul.With(field, value).Over(Sides.MatMul));
    }

    [Fact]
    public void The_refusal_lists_every_dimension_that_differs() =>
        Refused("shape", "k 4096 against 8192, m 4096 against 8192", Sides.MatMul.Over(Sides.MatMul.With("m", "8192").With("k", "8192")));

    [Fact]
    public void A_field_that_a_source_calls_unstated_is_unknown_and_not_different()
    {
        var comparison = Sides.MatMul.With("scaling", "unstated").Over(Sides.MatMul.With("scaling", "per-tensor"));
        Assert.Equal(Verdict.Like, comparison.Verdict);
        Assert.Equal("unknown: scaling", comparison.Why);
    }

    /// <summary>The rates in one direction and in both directions at once differ by a factor of two.</summary>
    [Fact]
    public void A_link_rate_without_its_direction_is_not_divided()
    {
        var stated = Sides.MatMul.With("direction", "bidirectional");
        var unstated = Sides.MatMul.With("direction", "unstated");
        Refused("shape", "direction", stated.Over(unstated));
        Refused("shape", "direction", unstated.Over(unstated));
        Assert.NotNull(stated.Over(stated).Ratio);
    }

    /// <summary>A rate of prompts and answers together is several times the rate of the answers.</summary>
    [Theory]
    [InlineData("output", "total")]
    [InlineData("total", "output")]
    [InlineData("output", null)]
    [InlineData(null, "total")]
    [InlineData("input", "total")]
    public void Rates_of_different_tokens_are_not_divided(string? mine, string? theirs) =>
        Refused("tokens", "tokens", Tokens(mine).Over(Tokens(theirs)));

    [Fact]
    public void A_rate_of_tokens_that_neither_side_states_is_unknown()
    {
        Assert.Contains("sparsity, tokens", Tokens(null).Over(Tokens(null)).Why, StringComparison.Ordinal);
        Assert.DoesNotContain("tokens", Tokens("total").Over(Tokens("total")).Why, StringComparison.Ordinal);
        var time = Tokens(null) with { SiUnit = "s", Quantity = Quantities.Get("request-time") };
        Assert.DoesNotContain("tokens", time.Over(time).Why, StringComparison.Ordinal);
    }

    private static Observation Tokens(string? word) =>
        word is null ? Sides.Serving.Without("tokens") : Sides.Serving.With("tokens", word);

    [Fact]
    public void Another_kind_of_job_is_refused() =>
        Refused("shape", "gemm against norm", Sides.MatMul.Over(Sides.MatMul with { Kind = "norm" }));

    [Fact]
    public void Two_published_figures_need_one_kernel_family_but_a_measured_row_does_not()
    {
        var other = Sides.Elsewhere(Sides.Attention) with { Kernel = "flash-attention-2" };
        Refused("kernel", "flash-attention-3 against flash-attention-2", Sides.Attention.Over(other));
        Assert.NotNull(Sides.Here(Sides.Attention).Over(other).Ratio);
    }

    [Theory]
    [InlineData("round", "v4.1")]
    [InlineData("division", "open")]
    [InlineData("scenario", "server")]
    [InlineData("benchmark", "bert")]
    [InlineData("accuracy", "99.9")]
    public void MLPerf_results_are_compared_only_under_the_same_rules(string field, string value) =>
        Refused("mlperf", field, Sides.MlPerf.Over(Sides.MlPerf.With(field, value)));

    [Fact]
    public void MLPerf_results_are_compared_only_with_MLPerf_results()
    {
        var offline = Sides.Serving with { Quantity = Sides.MlPerf.Quantity };
        Refused("mlperf", "anything else", Sides.MlPerf.Over(offline));
        Refused("mlperf", "anything else", offline.Over(Sides.MlPerf));
    }

    [Fact]
    public void MLPerf_results_give_a_task_ratio_because_their_type_is_unknown()
    {
        var comparison = Sides.MlPerf.Over(Sides.Elsewhere(Sides.MlPerf));
        Assert.Equal(Verdict.Like, comparison.Verdict);
        Assert.Equal(RatioKind.Task, comparison.Kind);
        Assert.Contains("unknown: dtype", comparison.Why, StringComparison.Ordinal);
    }
}
