using CsCheck;
using GpuBench.Kernels.Storage;

namespace GpuBench.Kernels.Tests.Storage;

public sealed class Bf16CodecTests
{
    [Fact]
    public void Every_element_decodes_to_the_float_with_the_same_upper_half_and_encodes_back()
    {
        for (uint bits = 0; bits <= ushort.MaxValue; bits++)
        {
            var value = Bf16Codec.Decode(bits);
            Assert.Equal(bits << 16, BitConverter.SingleToUInt32Bits(value));
            if (!float.IsNaN(value))
                Assert.Equal(bits, Bf16Codec.Encode(value));
        }
    }

    [Fact]
    public void Every_float_rounds_to_the_nearest_element_ties_to_even() =>
        Gen.OneOf(Gen.UInt, Gen.UInt.Select(bits => bits & 0xFFFF8000u)).Sample(
        bits =>
        {
            var value = BitConverter.UInt32BitsToSingle(bits);
            if (float.IsFinite(value))
                AssertNearest(value, Bf16Codec.Encode(value));
        },
        iter: 200_000,
        threads: 1);

    [Theory]
    [InlineData(0x7F800001u), InlineData(0x7FFFFFFFu), InlineData(0xFF800001u), InlineData(0xFFFFFFFFu)]
    public void A_NaN_stays_a_NaN(uint bits) =>
        Assert.True(float.IsNaN(Bf16Codec.Decode(Bf16Codec.Encode(BitConverter.UInt32BitsToSingle(bits)))));

    /// <summary>Compares with the two elements around the value, in double precision. The one after the largest element is 2^128.</summary>
    private static void AssertNearest(float value, uint actual)
    {
        var towardsZero = BitConverter.SingleToUInt32Bits(value) >> 16;
        var (low, high) = (Magnitude(towardsZero), Magnitude(towardsZero + 1));
        var (fromLow, fromHigh) = (Math.Abs(value) - low, high - Math.Abs(value));
        var isUp = fromLow > fromHigh || (fromLow == fromHigh && towardsZero % 2 == 1);
        Assert.Equal(isUp ? towardsZero + 1 : towardsZero, actual);
    }

    private static double Magnitude(uint bits) =>
        (bits & 0x7FFFu) == 0x7F80u ? Math.Pow(2, 128) : Math.Abs((double)BitConverter.UInt32BitsToSingle(bits << 16));
}
