using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Publications.Rules;

/// <summary>Rules about what was computed, in which types, how it was counted, and by which unit.</summary>
public sealed class ArithmeticRulesTests
{
    [Theory]
    [InlineData("fp8-e4m3", "fp32", "bf16", "dtype: bf16 against fp8-e4m3")]
    [InlineData("fp32", "fp32", "fp32", "dtype: bf16 against fp32")]
    [InlineData("bf16", "bf16", "bf16", "accumulator: fp32 against bf16")]
    [InlineData("bf16", "fp32", "fp32", "output: bf16 against fp32")]
    [InlineData("unstated", "fp32", "bf16", "dtype is not stated")]
    public void Different_or_unstated_types_are_refused(string input, string accumulate, string output, string why)
    {
        var comparison = Sides.MatMul.Over(Sides.Elsewhere(Sides.MatMul) with { DType = new(input, accumulate, output) });
        Assert.Equal(Verdict.Incomparable, comparison.Verdict);
        Assert.Equal(why, comparison.Why);
    }

    /// <summary>Operands of bf16 with weights of 4 bits are read four times as fast as weights of bf16.</summary>
    [Theory]
    [InlineData("int4", "int8", "weights: int4 against int8")]
    [InlineData("int4", null, "weights: int4 against bf16")]
    [InlineData(null, "int4", "weights: bf16 against int4")]
    public void Weights_of_different_types_are_refused(string? mine, string? theirs, string why)
    {
        var comparison = (Sides.Serving with { DType = new("bf16", Weights: mine) })
            .Over(Sides.Serving with { DType = new("bf16", Weights: theirs) });
        Assert.Equal((Verdict.Incomparable, why), (comparison.Verdict, comparison.Why));
    }

    [Fact]
    public void Weights_of_the_operands_type_need_no_word()
    {
        var stated = Sides.Serving with { DType = new("bf16", Weights: "bf16") };
        Assert.NotEqual(Verdict.Incomparable, stated.Over(Sides.Serving).Verdict);
        Assert.Equal(Verdict.Convertible, Sides.MatMul.Over(Sides.MatMul with { DType = new("fp16", "fp32", "fp16") }).Verdict);
    }

    [Fact]
    public void An_unstated_accumulator_is_unknown()
    {
        var comparison = Sides.MatMul.Over(Sides.MatMul with { DType = new("bf16", "unstated", "bf16") });
        Assert.Equal(Verdict.Like, comparison.Verdict);
        Assert.Equal("unknown: accumulator", comparison.Why);
    }

    [Theory]
    [InlineData("bf16", "fp16", 1 / 1.2, 1 / 0.9)]
    [InlineData("fp16", "bf16", 0.9, 1.2)]
    public void The_half_types_convert_at_equal_accumulation_with_the_published_spread(string mine, string theirs, double low, double high)
    {
        var exact = Sides.MatMul with { Interval = new(Sides.MatMul.Value, Sides.MatMul.Value) };
        var comparison = (exact with { DType = new(mine, "fp32", mine) }).Over(exact with { DType = new(theirs, "fp32", theirs) });
        Assert.Equal(Verdict.Convertible, comparison.Verdict);
        Assert.Equal(1, comparison.Ratio!.Value, 12);
        Assert.Equal(low, comparison.Interval!.Value.Low, 12);
        Assert.Equal(high, comparison.Interval.Value.High, 12);
    }

    [Fact]
    public void The_half_types_do_not_convert_across_units_or_accumulators()
    {
        var fp16 = Sides.MatMul with { DType = new("fp16", "fp32", "fp16") };
        Assert.Equal(Verdict.Incomparable, Sides.MatMul.Over(fp16 with { HardwareUnit = "simt" }).Verdict);
        Assert.Equal(Verdict.Incomparable, Sides.MatMul.Over(fp16 with { DType = new("fp16", "fp16", "fp16") }).Verdict);
    }

    /// <summary>Attention kernels seldom state their accumulator.</summary>
    [Fact]
    public void The_half_types_convert_if_an_accumulator_is_unknown()
    {
        var comparison = Sides.MatMul.Over(Sides.MatMul with { DType = new("fp16", "unstated", "fp16") });
        Assert.Equal(Verdict.Convertible, comparison.Verdict);
        Assert.Contains("the accumulator of a side is unknown", comparison.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Nominal_peaks_of_the_half_types_do_not_convert()
    {
        var peak = Sides.MatMul with { Quantity = Quantities.Get(Quantities.PeakCompute), Kind = "", Method = null };
        Assert.Equal(Verdict.Incomparable, peak.Over(peak with { DType = new("fp16", "fp32", "fp16") }).Verdict);
    }

    [Theory]
    [InlineData("causal-half")]
    [InlineData("causal-exact")]
    public void A_causal_count_without_a_mask_is_refused(string convention)
    {
        var full = Sides.Attention.With("causal", "false") with { Convention = "full" };
        var comparison = Sides.Here(full with { Convention = convention }).Over(full);
        Assert.Equal($"convention: {convention} for attention without a mask", comparison.Why);
        Assert.Equal(Verdict.Incomparable, comparison.Verdict);
    }

    [Theory]
    [InlineData("2:4", Verdict.Incomparable)]
    [InlineData("unstated", Verdict.Like)]
    [InlineData("dense", Verdict.Like)]
    public void Sparsity_must_agree_or_be_unknown(string sparsity, Verdict verdict)
    {
        var comparison = Sides.MatMul.Over(Sides.MatMul with { Sparsity = sparsity });
        Assert.Equal(verdict, comparison.Verdict);
        Assert.Equal(sparsity == "unstated", comparison.Why.Contains("unknown: sparsity", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("causal-exact", "causal-half", 1024.0 / 1025)]
    [InlineData("causal-half", "causal-exact", 1025.0 / 1024)]
    [InlineData("full", "causal-half", 0.5)]
    [InlineData("causal-half", "full", 2)]
    public void Attention_rates_are_converted_to_one_FLOP_convention(string mine, string theirs, double ratio)
    {
        var comparison = (Sides.Attention with { Convention = mine }).Over(Sides.Attention with { Convention = theirs });
        Assert.Equal(Verdict.Convertible, comparison.Verdict);
        Assert.Equal(ratio, comparison.Ratio!.Value, 12);
        Assert.Contains($"{mine} to {theirs}", comparison.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unstated_FLOP_convention_is_unknown_and_one_of_another_kind_is_refused()
    {
        Assert.Equal("unknown: FLOP convention", (Sides.Attention with { Convention = "unstated" }).Over(Sides.Attention).Why);
        Assert.Equal(Verdict.Incomparable, Sides.MatMul.Over(Sides.MatMul with { Convention = "full" }).Verdict);
    }

    [Fact]
    public void Figures_of_different_units_give_a_task_ratio_and_nominal_peaks_give_none()
    {
        var job = (Sides.MatMul with { HardwareUnit = "simt" }).Over(Sides.MatMul);
        Assert.Equal((RatioKind.Task, Verdict.Differs), (job.Kind, job.Verdict));
        Assert.Equal("no unit ratio: simt against tensor", job.Why);

        var peak = Sides.MatMul with
        {
            Quantity = Quantities.Get(Quantities.PeakCompute),
            Kind = "",
            Task = new Dictionary<string, string>(),
            Method = null,
        };
        Assert.Equal(Verdict.Like, peak.Over(peak).Verdict);
        Assert.Equal(Verdict.Incomparable, (peak with { HardwareUnit = "simt" }).Over(peak).Verdict);
        Assert.Equal(Verdict.Incomparable, (peak with { HardwareUnit = "unknown" }).Over(peak).Verdict);
    }

    [Fact]
    public void An_unknown_unit_gives_no_unit_ratio() =>
        Assert.Equal(RatioKind.Task, (Sides.MatMul with { HardwareUnit = "unknown" }).Over(Sides.MatMul).Kind);

    [Theory]
    [InlineData(8, 1, 0.125)]
    [InlineData(1, 8, 8)]
    [InlineData(2, 8, 4)]
    public void Serving_rates_of_several_devices_are_converted_to_one_device(int mine, int theirs, double ratio)
    {
        var comparison = (Sides.Serving with { Count = mine }).Over(Sides.Serving with { Count = theirs });
        Assert.Equal(Verdict.Convertible, comparison.Verdict);
        Assert.Equal(ratio, comparison.Ratio!.Value, 12);
    }

    [Fact]
    public void Different_device_counts_are_refused_if_the_rates_do_not_add_up()
    {
        Assert.Equal(Verdict.Incomparable, Sides.MatMul.Over(Sides.MatMul with { Count = 8 }).Verdict);
        var perUser = Sides.Serving.With("per", "user");
        Assert.Equal(Verdict.Incomparable, perUser.Over(perUser with { Count = 8 }).Verdict);
        // One queue of an MLPerf server feeds all devices.
        var server = Sides.MlPerf with { Quantity = Quantities.Get("server-throughput") };
        Assert.Equal(Verdict.Incomparable, server.Over(server with { Count = 8 }).Verdict);
    }
}
