using GpuBench.Measuring;
using GpuBench.Measuring.Planning;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class AxisValuesTests
{
    [Theory]
    [InlineData("m=1024,2048", "m", "1024,2048")]
    [InlineData("m=1024..8192*2", "m", "1024,2048,4096,8192")]
    [InlineData("t=128..512+128", "t", "128,256,384,512")]
    [InlineData("m=n=k=512", "m,n,k", "512")]
    [InlineData("dtype=fp16,fp32", "dtype", "fp16,fp32")]
    [InlineData("m=1,1,1..4*2", "m", "1,2,4")]
    [InlineData("m=4611686018427387904..9223372036854775807*2", "m", "4611686018427387904")]
    [InlineData("m=9223372036854775806..9223372036854775807+2", "m", "9223372036854775806")]
    public void Lists_ranges_and_tied_axes_are_understood(string text, string names, string values)
    {
        var parsed = AxisValues.Parse(text);
        Assert.Equal(names, string.Join(',', parsed.Names));
        Assert.Equal(values, string.Join(',', parsed.Values));
    }

    [Theory]
    [InlineData("m")]
    [InlineData("=1")]
    [InlineData("m=")]
    [InlineData("m=,,")]
    [InlineData("m=64,")]
    [InlineData("m=1..8")]
    [InlineData("m=8..1*2")]
    [InlineData("m=1..8*1")]
    [InlineData("m=0..8*2")]
    [InlineData("m=a..b*2")]
    [InlineData("m=1..1000000+1")]
    public void Invalid_text_is_a_usage_error_that_repeats_the_text(string text)
    {
        var error = Assert.Throws<UserError>(() => AxisValues.Parse(text));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }
}
