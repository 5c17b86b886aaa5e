using CsCheck;
using GpuBench.Kernels.Storage;

namespace GpuBench.Kernels.Tests.Storage;

public sealed class Fp16CodecTests
{
    [Fact]
    public void Every_half_decodes_to_its_value()
    {
        for (uint bits = 0; bits <= ushort.MaxValue; bits++)
        {
            var expected = (float)BitConverter.UInt16BitsToHalf((ushort)bits);
            var actual = Fp16Codec.Decode(bits);
            if (float.IsNaN(expected))
                Assert.True(float.IsNaN(actual), $"0x{bits:X4}");
            else
                Assert.Equal(BitConverter.SingleToUInt32Bits(expected), BitConverter.SingleToUInt32Bits(actual));
        }
    }

    [Fact]
    public void Every_half_survives_decoding_and_encoding()
    {
        for (uint bits = 0; bits <= ushort.MaxValue; bits++)
        {
            if (Half.IsNaN(BitConverter.UInt16BitsToHalf((ushort)bits)))
                continue;
            Assert.Equal(bits, Fp16Codec.Encode(Fp16Codec.Decode(bits)));
        }
    }

    [Fact]
    public void Values_between_two_halves_round_to_the_nearest_ties_to_even()
    {
        for (uint bits = 0; bits < 0x7C00; bits++)
        {
            var low = (float)BitConverter.UInt16BitsToHalf((ushort)bits);
            var high = bits == 0x7BFF ? 65536f : (float)BitConverter.UInt16BitsToHalf((ushort)(bits + 1));
            var middle = (low + high) / 2f;
            AssertEncodesAsHost(middle);
            AssertEncodesAsHost(MathF.BitIncrement(middle));
            AssertEncodesAsHost(MathF.BitDecrement(middle));
            AssertEncodesAsHost(-middle);
        }
    }

    [Fact]
    public void Any_float_encodes_as_the_host_does() =>
        Gen.UInt.Sample(bits => AssertEncodesAsHost(BitConverter.UInt32BitsToSingle(bits)), iter: 200_000, threads: 1);

    [Fact]
    public void Floats_of_half_range_encode_as_the_host_does() =>
        Gen.Float[-70000f, 70000f].Sample(AssertEncodesAsHost, iter: 200_000, threads: 1);

    private static void AssertEncodesAsHost(float value)
    {
        var expected = (Half)value;
        var actual = Fp16Codec.Encode(value);
        if (Half.IsNaN(expected))
            Assert.True(Half.IsNaN(BitConverter.UInt16BitsToHalf((ushort)actual)));
        else
            Assert.Equal(BitConverter.HalfToUInt16Bits(expected), actual);
    }
}
