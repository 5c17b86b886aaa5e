using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using Xunit;

namespace GpuBench.Tests.Workloads;

/// <summary>Compares packing of many elements at a time with <see cref="ScalarFormats"/>.</summary>
public sealed class PackedTests
{
    /// <summary>Counts around the sizes of vectors, words, blocks and chunks, with remainders.</summary>
    private static readonly int[] Counts =
        [0, 1, 2, 3, 4, 5, 7, 15, 16, 17, 33, 511, 513, Chunks.Length - 1, Chunks.Length + 1, (3 * Chunks.Length) + 5];

    public static TheoryData<DType> Types => [.. ScalarFormats.Types];

    /// <summary>Random bits, special values, and values of every magnitude that a type can represent.</summary>
    private static float[] AnyValues(int count, DType type)
    {
        float[] special =
        [
            0, -0f, float.NaN, -float.NaN, float.PositiveInfinity, float.NegativeInfinity,
            float.Epsilon, -float.Epsilon, 1.17549435e-38f, float.MaxValue, float.MinValue,
            65504, 65519.996f, 65520, 5.9604645e-8f, 2.9802322e-8f, 6.1035156e-5f, 448, 464, -1000, 0.0009765625f, 0.015625f, 0.0155f,
            127.5f, -128.5f, 0.5f, 1.5f, 2.5f, 16777217, 2147483648f, -2147483648f, 1 + (1 / 256f), 1 + (3 / 256f),
        ];
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            var bits = SeededData.Bits(11, (ulong)i);
            values[i] = (i % 4) switch
            {
                0 => BitConverter.UInt32BitsToSingle((uint)bits),
                1 => special[(int)(bits % (ulong)special.Length)],
                // The range of eight-bit types, from their denormals to their largest values.
                _ => MathF.ScaleB((int)(uint)bits, (int)(bits >> 60) - 38),
            };
            // Tf32 is for finite values.
            if (type == DType.Tf32 && Math.Abs(values[i]) is not < 1e38f)
                values[i] = i;
        }
        return values;
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Packing_many_elements_gives_the_same_words_as_packing_each_element(DType type)
    {
        foreach (var count in Counts)
        {
            var values = AnyValues(count, type);
            var words = Packed.Words(values, type);
            Assert.Equal(ScalarFormats.Words(values, type), words);
            Assert.Equal(words.Length, Packed.WordCount(count, type));
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Unpacking_many_elements_gives_the_same_values_as_reading_each_element(DType type)
    {
        foreach (var count in Counts)
        {
            var words = AnyWords((int)Packed.WordCount(count, type));
            double[] expected = [.. Enumerable.Range(0, count).Select(i => ScalarFormats.Element(words, i, type))];
            Assert.Equal(expected.Select(value => (float)value), Packed.Unpack(words, count, type));
            var format = PackedFormat.Of(type);
            for (var start = 0; start < Math.Min(count, 5); start++)
            {
                var values = new double[count - start];
                format.Decode(words, start, values);
                Assert.Equal(expected[start..], values);
                var every = new double[values.Length / 7];
                format.Gather(words, start, 7, every);
                Assert.Equal(every.Select((_, i) => expected[start + (7 * i)]), every);
            }
            if (count > 0)
                Assert.Equal(expected[^1], Packed.Element(words, count - 1, type));
        }
    }

    [Fact]
    public void Every_16_bit_code_agrees_with_the_scalar_formats()
    {
        uint[] words = [.. Enumerable.Range(0, 1 << 15).Select(i => (uint)((2 * i) | (((2 * i) + 1) << 16)))];
        foreach (var type in new[] { DType.Fp16, DType.Bf16 })
        {
            var values = Packed.Unpack(words, 1 << 16, type);
            Assert.Equal(Enumerable.Range(0, 1 << 16).Select(i => (float)ScalarFormats.Element(words, i, type)), values);
            Assert.Equal(ScalarFormats.Words(values, type), Packed.Words(values, type));
        }
    }

    [Fact]
    public void A_type_without_a_packed_form_is_refused()
    {
        foreach (var type in Enum.GetValues<DType>().Except(ScalarFormats.Types))
            Assert.Throws<ArgumentOutOfRangeException>(() => Packed.Words([1], type));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void An_operand_contains_the_packed_values_of_its_seed_and_name(DType type)
    {
        foreach (var count in Counts)
        {
            float[] values = [.. SeededData.Normal(9, "A", count).Select(value => type == DType.Int8 ? 32 * value : value)];
            var operand = Operand.Normal(9, "A", count, type);
            Assert.Equal(ScalarFormats.Words(values, type), operand.Words);
            Assert.Equal(count, operand.Unpack().Length);
        }
    }

    private static uint[] AnyWords(int count) => [.. Enumerable.Range(0, count).Select(i => (uint)SeededData.Bits(12, (ulong)i))];
}
