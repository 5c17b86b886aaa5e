using GpuBench.PtxInterpreter.Conformance.Numerics;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Conformance;

/// <summary>Checks the exact references against the host's arithmetic, in operations that it rounds as IEEE 754 defines.</summary>
public sealed class ReferenceTests
{
    private const int Draws = 20_000;

    [Fact]
    public void Every_binary16_number_survives_decoding_and_rounding()
    {
        for (uint bits = 0; bits <= ushort.MaxValue; bits++)
        {
            var half = (double)BitConverter.UInt16BitsToHalf((ushort)bits);
            Assert.Equal(half, FloatFormat.Binary16.ToDouble(bits));
            if (!double.IsNaN(half))
                Assert.Equal(bits, FloatFormat.Binary16.FromDouble(half));
        }
    }

    [Fact]
    public void Rounding_agrees_with_the_hosts_conversions()
    {
        foreach (var value in Doubles(seed: 1, exponentRange: 160))
        {
            Assert.Equal(BitConverter.SingleToUInt32Bits((float)value), FloatFormat.Binary32.FromDouble(value));
            Assert.Equal(BitConverter.HalfToUInt16Bits((Half)value), FloatFormat.Binary16.FromDouble(value));
        }
    }

    [Fact]
    public void Operations_agree_with_the_hosts_binary64()
    {
        var values = Doubles(seed: 2, exponentRange: 1000);
        for (var i = 2; i < values.Length; i++)
        {
            var (a, b, c) = (values[i - 2], values[i - 1], values[i]);
            var (x, y, z) = (ExactNumber.FromDouble(a), ExactNumber.FromDouble(b), ExactNumber.FromDouble(c));
            Assert.Equal(a + b, Round(ExactNumber.Add(x, y, RoundingMode.NearestEven)));
            Assert.Equal(a * b, Round(x * y));
            Assert.Equal(a / b, Round(x / y));
            Assert.Equal(Math.FusedMultiplyAdd(a, b, c), Round(ExactNumber.Add(x * y, z, RoundingMode.NearestEven)));
            Assert.Equal(Math.Sqrt(Math.Abs(a)), Round(ExactNumber.FromDouble(Math.Abs(a)).SquareRoot()));
        }
    }

    [Theory]
    [InlineData(RoundingMode.NearestEven, 2.5, 2)]
    [InlineData(RoundingMode.NearestEven, 3.5, 4)]
    [InlineData(RoundingMode.NearestAway, 2.5, 3)]
    [InlineData(RoundingMode.Zero, -2.75, -2)]
    [InlineData(RoundingMode.Down, -2.25, -3)]
    [InlineData(RoundingMode.Up, 2.25, 3)]
    public void Every_rounding_mode_rounds_to_the_right_neighbour(RoundingMode mode, double value, double expected)
    {
        // The binary16 numbers around 2^10 are the integers.
        var exact = ExactNumber.Add(ExactNumber.FromDouble(value), ExactNumber.FromInteger(value < 0 ? -1024 : 1024), mode);

        Assert.Equal(expected + (value < 0 ? -1024 : 1024), FloatFormat.Binary16.ToDouble(FloatFormat.Binary16.Round(exact, mode)));
    }

    [Theory]
    [InlineData("e4m3", 448, 0x7e)]
    [InlineData("e4m3", 1e9, 0x7e)]
    [InlineData("e4m3", 0.001953125, 0x01)]
    [InlineData("e4m3", -1.0625, 0xb8)]
    [InlineData("e5m2", 57344, 0x7b)]
    [InlineData("e5m2", double.PositiveInfinity, 0x7b)]
    [InlineData("e5m2", 1.25, 0x3d)]
    public void Numbers_of_8_bits_saturate_and_tie_to_even(string format, double value, ulong expected) =>
        Assert.Equal(expected, FloatFormat.Of(format).Round(ExactNumber.FromDouble(value), saturateFinite: true));

    private static double Round(ExactNumber value) => FloatFormat.Binary64.ToDouble(FloatFormat.Binary64.Round(value));

    private static double[] Doubles(int seed, int exponentRange)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, Draws)
            .Select(_ => Math.ScaleB(2 * random.NextDouble() - 1, random.Next(-exponentRange, exponentRange))).ToArray();
    }
}
