namespace GpuBench.Kernels.Tests.Storage;

public sealed class Fp8E4M3Tests
{
    [Theory]
    [InlineData(0x00u, 0.0), InlineData(0x01u, 0.001953125), InlineData(0x07u, 0.013671875), InlineData(0x08u, 0.015625)]
    [InlineData(0x38u, 1.0), InlineData(0x39u, 1.125), InlineData(0x7Eu, 448.0), InlineData(0xB8u, -1.0), InlineData(0xFEu, -448.0)]
    [InlineData(0x7Fu, double.NaN), InlineData(0xFFu, double.NaN)]
    public void The_landmarks_of_the_format_decode_to_their_values(uint bits, double expected) =>
        Assert.Equal(expected, Fp8E4M3.Decode(bits));

    [Fact]
    public void Every_code_survives_decoding_and_encoding()
    {
        for (uint bits = 0; bits <= byte.MaxValue; bits++)
        {
            // A NaN loses its sign.
            var expected = (bits & 0x7F) == 0x7F ? 0x7Fu : bits;
            Assert.Equal(expected, Fp8E4M3.Encode((float)Fp8E4M3.Decode(bits)));
        }
    }

    [Fact]
    public void Values_between_two_codes_round_to_the_nearest_ties_to_even()
    {
        for (uint bits = 0; bits < 0x7E; bits++)
        {
            var middle = (float)((Fp8E4M3.Decode(bits) + Fp8E4M3.Decode(bits + 1)) / 2);
            Assert.Equal(bits, Fp8E4M3.Encode(MathF.BitDecrement(middle)));
            Assert.Equal(bits + 1, Fp8E4M3.Encode(MathF.BitIncrement(middle)));
            Assert.Equal(bits + bits % 2, Fp8E4M3.Encode(middle));
            Assert.Equal(0x80u + bits + bits % 2, Fp8E4M3.Encode(-middle));
        }
    }

    [Theory]
    [InlineData(449f, 0x7Eu), InlineData(float.PositiveInfinity, 0x7Eu), InlineData(-1e30f, 0xFEu)]
    [InlineData(float.NaN, 0x7Fu), InlineData(-0f, 0x80u)]
    public void Values_beyond_the_largest_saturate_and_NaN_and_negative_zero_are_kept(float value, uint expected) =>
        Assert.Equal(expected, Fp8E4M3.Encode(value));
}
