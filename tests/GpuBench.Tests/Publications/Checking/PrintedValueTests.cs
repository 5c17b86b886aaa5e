using GpuBench.Publications.Checking;
using GpuBench.Publications.Figures;
using Xunit;

namespace GpuBench.Tests.Publications.Checking;

public sealed class PrintedValueTests
{
    [Theory]
    [InlineData("243.6 TFLOPS", 243.6, "TFLOPS")]
    [InlineData("1,234.50 GB/s", 1234.5, "GB/s")]
    [InlineData("Total TPS: 29730.30 TPS", 29730.3, "TPS")]
    [InlineData("≥ 2000GB/s", 2000, "GB/s")]
    [InlineData("378e12", 378e12, "")]
    [InlineData("5e-06 s", 5e-6, "s")]
    [InlineData("2.44322e+06 samples/s", 2443220, "samples/s")]
    [InlineData("75%", 75, "%")]
    [InlineData("8 elements", 8, "elements")]
    [InlineData("814 mm²", 814, "mm²")]
    public void A_number_is_read_with_its_unit(string text, double number, string unit) =>
        Assert.Equal(new PrintedValue(number, unit), PrintedValue.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("HBM")]
    [InlineData("1,5 TFLOPS")]
    [InlineData("1234,567")]
    public void A_text_without_an_unambiguous_number_is_not_read(string text) => Assert.Null(PrintedValue.Parse(text));

    [Fact]
    public void Every_unit_has_a_spelling_and_no_spelling_has_two_units()
    {
        foreach (var unit in PrintedUnit.All.Where(unit => unit.Name is not ("count" or "ratio")))
            Assert.Equal([unit.Name], PrintedUnit.All.Where(other => new PrintedValue(1, SpellingOf(unit)).IsIn(other.Name)).Select(
                other => other.Name));
        Assert.True(new PrintedValue(1, "").IsIn("count"));
        Assert.True(new PrintedValue(1, "x").IsIn("ratio"));
        Assert.False(new PrintedValue(1, "Gb/s").IsIn("GB/s"));
        Assert.False(new PrintedValue(1, "TB/s").IsIn("GB/s"));
    }

    private static string SpellingOf(PrintedUnit unit) => unit.Name == "percent" ? "%" : unit.Name;
}
