using CsCheck;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using Xunit;

namespace GpuBench.Tests.Workloads;

public sealed class DataTests
{
    [Fact]
    public void Data_depend_on_seed_name_and_position_alone()
    {
        var all = SeededData.Normal(3, "A", 200_001);
        Assert.Equal(all, SeededData.Normal(3, "A", 200_001));
        Assert.Equal(all[..70_000], SeededData.Normal(3, "A", 70_000));
        Assert.NotEqual(all, SeededData.Normal(4, "A", 200_001));
        Assert.NotEqual(all, SeededData.Normal(3, "B", 200_001));
    }

    [Fact]
    public void Tf32_words_are_the_nearest_values_of_eleven_bits()
    {
        foreach (var value in SeededData.Normal(1, "A", 10_000))
        {
            var rounded = Packed.Element(Packed.Words([value], DType.Tf32), 0, DType.Tf32);
            Assert.Equal(0u, BitConverter.SingleToUInt32Bits(rounded) & 0x1FFF);
            Assert.InRange(Math.Abs((double)rounded - value), 0, Math.Abs(value) * Math.ScaleB(1, -11));
        }
        // Halfway: to the even neighbour, down and up.
        float Round(uint bits) => Packed.Element(Packed.Words([BitConverter.UInt32BitsToSingle(bits)], DType.Tf32), 0, DType.Tf32);
        Assert.Equal(0x3F80_0000u, BitConverter.SingleToUInt32Bits(Round(0x3F80_1000)));
        Assert.Equal(0x3F80_4000u, BitConverter.SingleToUInt32Bits(Round(0x3F80_3000)));
    }

    [Fact]
    public void Data_are_standard_normal()
    {
        var values = SeededData.Normal(1, "A", 1_000_000);
        var mean = values.Average(x => (double)x);
        var variance = values.Average(x => (x - mean) * (x - mean));
        var kurtosis = values.Average(x => Math.Pow(x - mean, 4)) / (variance * variance);
        // Five standard errors of each.
        Assert.InRange(mean, -0.005, 0.005);
        Assert.InRange(variance, 1 - 0.0071, 1 + 0.0071);
        Assert.InRange(kurtosis, 3 - 0.025, 3 + 0.025);
        var correlation = values.Zip(values.Skip(1), (x, y) => (double)x * y).Average();
        Assert.InRange(correlation, -0.005, 0.005);
        Assert.All(values, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Half_packing_rounds_as_the_framework_does() => Gen.Float.Array[1, 9].Sample(values =>
    {
        var words = Packed.Words(values, DType.Fp16);
        for (var i = 0; i < values.Length; i++)
            Assert.Equal((float)(Half)values[i], Packed.Element(words, i, DType.Fp16));
    });

    [Fact]
    public void Bf16_packing_rounds_to_the_nearest_even()
    {
        (float Value, float Expected)[] cases =
        [
            (1, 1), (1 + 1 / 256f, 1), (1 + 3 / 256f, 1 + 4 / 256f), (1 + 1.01f / 256, 1 + 2 / 256f),
            (-1 - 3 / 256f, -1 - 4 / 256f), (float.PositiveInfinity, float.PositiveInfinity), (float.NaN, float.NaN), (3.4e38f, float.PositiveInfinity),
        ];
        foreach (var (value, expected) in cases)
            Assert.Equal(expected, Packed.Element(Packed.Words([value], DType.Bf16), 0, DType.Bf16));
    }

    [Fact]
    public void Medians_do_not_sort_their_input()
    {
        double[] values = [3, 1, 2];
        Median.Of(values);
        Assert.Equal([3, 1, 2], values);
    }
}
