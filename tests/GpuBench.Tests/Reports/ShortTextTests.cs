using GpuBench.Measuring.Results;
using GpuBench.Reports.Formatting;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Reports;

public sealed class ShortTextTests
{
    private static RowComparison Compared(string verdict, double? ratio, double low, double high, bool isLowerBound = false) => new()
    {
        Against = "h100",
        Variant = "sxm5-80gb",
        Verdict = verdict,
        Ratio = ratio,
        Low = low,
        High = high,
        IsLowerBound = isLowerBound,
        Why = "",
    };

    [Theory]
    [InlineData("like", 0.97379, "0.97 l")]
    [InlineData("convertible", 12.34, "12.3 c")]
    [InlineData("differs", 1230.4, "1230 d")]
    [InlineData("scaled", 0.0834, "1/12 s")]
    [InlineData("a newer word", 1, "1.00 ?")]
    public void A_ratio_has_the_letter_of_its_verdict(string verdict, double ratio, string text) =>
        Assert.Equal(text, ShortText.Ratio(Compared(verdict, ratio, ratio, ratio)));

    [Fact]
    public void Every_bound_has_a_sign()
    {
        Assert.Equal("≥ 0.76 b", ShortText.Ratio(Compared("bound", 0.76, 0.7, 0.8, isLowerBound: true)));
        Assert.Equal("≤ 0.76 b", ShortText.Ratio(Compared("bound", 0.76, 0.7, 0.8)));
        Assert.Equal("≥ 1/970 p", ShortText.Ratio(Compared("peak", 1 / 970.0, 0.001, 0.0011, isLowerBound: true)));
    }

    /// <summary>The interval of a law is a part of its statement. That the row is a lower bound stays in the document.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_modelled_ratio_has_a_sign_and_its_width(bool isLowerBound) => Assert.Equal(
        "≈ 1/970 ×÷1.3 m", ShortText.Ratio(Compared("modelled", 1 / 970.0, 1 / 1200.0, 1 / 900.0, isLowerBound)));

    [Theory]
    [InlineData(0.17, 0.23, "0.17…0.23 r")]
    [InlineData(0.083, 0.23, "0.083…0.23 r")]
    [InlineData(0.01, 0.05, "1/100…1/20 r")]
    public void Without_a_variant_the_range_is_shown(double low, double high, string text) =>
        Assert.Equal(text, ShortText.Ratio(Compared("range", null, low, high)));

    [Fact]
    public void A_refused_ratio_is_a_dash() =>
        Assert.Equal("–", ShortText.Ratio(Compared("incomparable", null, 0, 0) with { Refused = "shape" }));

    [Theory]
    [InlineData(0.99, 1.005, "±1.0 %")]
    [InlineData(0.8, 1.1, "±25 %")]
    [InlineData(0.5, 1.2, "×÷2.0")]
    [InlineData(0.01, 1.2, "×÷>99")]
    [InlineData(0, 1.2, "×÷>99")]
    public void A_re_run_is_the_wider_side_of_its_interval(double low, double high, string text)
    {
        var row = Rows.MatMul(4096, Rows.Bf16, 1, Rows.Cuda("a GPU"));
        Assert.Equal(text, ShortText.ReRun(row with { Median = 1, PredictLow = low, PredictHigh = high }));
        Assert.Equal("", ShortText.ReRun(row with { PredictLow = null, PredictHigh = null }));
    }

    [Theory]
    [InlineData("tensor-tile-256", "tensor-tile-256")]
    [InlineData("multiply-add-bf16", "multiply-add")]
    [InlineData("torch.addmm_, beta 0, TF32 off", "addmm_")]
    [InlineData("scaled_dot_product_attention, cudnn kernel, TF32 off", "cudnn")]
    [InlineData("decoder with random weights", "decoder")]
    [InlineData(null, "")]
    public void A_kernel_is_named_by_its_routine(string? kernel, string text) =>
        Assert.Equal(text, ShortText.Kernel(Rows.MatMul(4096, Rows.Bf16, 1, Rows.Cuda("a GPU")) with { Kernel = kernel }));
}
