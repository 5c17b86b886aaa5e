using CsCheck;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using Xunit;

namespace GpuBench.Tests.Workloads;

public sealed class DataTests
{
    [Fact]
    public void Data_depend_only_on_seed_name_and_position()
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
            Assert.Equal(0u, BitConverter.SingleToUInt32Bits((float)rounded) & 0x1FFF);
            Assert.InRange(Math.Abs(rounded - value), 0, Math.Abs(value) * Math.ScaleB(1, -11));
        }
        // A value halfway between two neighbours rounds to the even one: once down, once up.
        float Round(uint bits) => (float)Packed.Element(Packed.Words([BitConverter.UInt32BitsToSingle(bits)], DType.Tf32), 0, DType.Tf32);
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
        // The limits are five standard errors.
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
            (-1 - 3 / 256f, -1 - 4 / 256f), (float.PositiveInfinity, float.PositiveInfinity), (float.NaN, float.NaN),
            (3.4e38f, float.PositiveInfinity),
        ];
        foreach (var (value, expected) in cases)
            Assert.Equal(expected, Packed.Element(Packed.Words([value], DType.Bf16), 0, DType.Bf16));
    }

    [Fact]
    public void Every_code_of_e4m3_is_the_same_after_decoding_and_encoding()
    {
        Assert.Equal(448, Fp8<E4M3>.Decode(0x7E));
        Assert.Equal(Math.ScaleB(1, -9), Fp8<E4M3>.Decode(0x01));
        Assert.Equal(-1, Fp8<E4M3>.Decode(0xB8));
        for (var bits = 0; bits <= byte.MaxValue; bits++)
        {
            var value = Fp8<E4M3>.Decode((byte)bits);
            Assert.Equal((bits & 0x7F) == 0x7F, float.IsNaN(value));
            Assert.Equal(float.IsNaN(value) ? 0x7F : bits, Fp8<E4M3>.Encode(value));
        }
    }

    /// <summary>e5m2 is the upper byte of fp16. The runtime decodes fp16 itself.</summary>
    [Fact]
    public void Every_code_of_e5m2_is_the_fp16_value_of_its_byte()
    {
        for (var bits = 0; bits <= byte.MaxValue; bits++)
        {
            var expected = (float)BitConverter.UInt16BitsToHalf((ushort)(bits << 8));
            Assert.Equal(expected, Fp8<E5M2>.Decode((byte)bits));
            var encoded = float.IsNaN(expected) ? 0x7F : float.IsInfinity(expected) ? bits - 1 : bits;
            Assert.Equal(encoded, Fp8<E5M2>.Encode(expected));
        }
        Assert.Equal(57344, Fp8<E5M2>.Decode(0x7B));
        Assert.Equal(Math.ScaleB(1, -16), Fp8<E5M2>.Decode(0x01));
    }

    [Fact]
    public void Fp8_rounds_to_the_nearest_even_and_saturates_at_its_range()
    {
        RequireNearestEven<E4M3>();
        RequireNearestEven<E5M2>();
        Assert.Equal(0xFE, Fp8<E4M3>.Encode(-1000));
        Assert.Equal(0xFB, Fp8<E5M2>.Encode(-70000));
    }

    private static void RequireNearestEven<TLayout>()
        where TLayout : struct, IFp8Layout
    {
        for (byte bits = 0; bits < TLayout.MaxCode; bits++)
        {
            var middle = (Fp8<TLayout>.Decode(bits) + Fp8<TLayout>.Decode((byte)(bits + 1))) / 2;
            Assert.Equal(bits, Fp8<TLayout>.Encode(MathF.BitDecrement(middle)));
            Assert.Equal(bits + 1, Fp8<TLayout>.Encode(MathF.BitIncrement(middle)));
            Assert.Equal((bits + 1) & ~1, Fp8<TLayout>.Encode(middle));
        }
        Assert.Equal(TLayout.MaxCode, Fp8<TLayout>.Encode(float.PositiveInfinity));
        Assert.Equal(0x7F, Fp8<TLayout>.Encode(-float.NaN));
    }

    [Theory]
    [InlineData(DType.Int8, new[] { 127f, -128f, -1f, 2.5f, 300f }, new[] { 0x02FF_807Fu, 0x7Fu })]
    [InlineData(DType.Fp8E4M3, new[] { 1f, -1f, 448f, 0f, 2f }, new[] { 0x007E_B838u, 0x40u })]
    [InlineData(DType.Int32, new[] { -2f, 5f }, new[] { 0xFFFF_FFFEu, 5u })]
    public void Elements_are_packed_from_the_low_bits_up(DType type, float[] values, uint[] words)
    {
        Assert.Equal(words, Packed.Words(values, type));
        Assert.Equal(words.Length, Packed.WordCount(values.Length, type));
        Assert.Equal(words, Packed.Words(Packed.Unpack(words, values.Length, type), type));
    }

    [Fact]
    public void An_int32_element_is_read_exactly() => Assert.Equal(0x7FFF_FFFF, Packed.Element([0x7FFF_FFFFu], 0, DType.Int32));

    [Fact]
    public void Int8_operands_fill_their_range()
    {
        var values = Operand.Normal(1, "A", 100_000, DType.Int8).Unpack();
        Assert.Equal((-128, 127), (values.Min(), values.Max()));
        Assert.InRange(Math.Sqrt(values.Average(x => (double)x * x)), 31.5, 32.5);
    }

    [Fact]
    public void Medians_do_not_sort_their_input()
    {
        double[] values = [3, 1, 2];
        Median.Of(values);
        Assert.Equal([3, 1, 2], values);
    }
}
