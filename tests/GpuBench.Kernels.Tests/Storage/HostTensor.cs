using System.Globalization;

namespace GpuBench.Kernels.Tests.Storage;

/// <summary>Seeded values as a device stores them, and as the double-precision numbers that these words stand for.</summary>
public sealed class HostTensor
{
    private HostTensor(uint[] words, double[] values) => (Words, Values) = (words, values);

    public uint[] Words { get; }

    public double[] Values { get; }

    /// <summary>Uniform in [-1, 1), rounded to the storage. The unused half of a last word is NaN: nothing may read it as a number.</summary>
    public static HostTensor Random(StorageType storage, int count, int seed)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = random.NextSingle() * 2f - 1f;
        return Of(storage, values);
    }

    public static HostTensor Of(StorageType storage, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var words = new uint[WordCount(storage, values.Length)];
        if (storage == StorageType.Fp32)
            return new HostTensor([.. values.Select(BitConverter.SingleToUInt32Bits)], [.. values.Select(v => (double)v)]);

        Array.Fill(words, uint.MaxValue);
        for (var i = 0; i < values.Length; i++)
        {
            var shift = (i & 1) * 16;
            words[i / 2] = words[i / 2] & ~(0xFFFFu << shift) | (uint)Encode(storage, values[i]) << shift;
        }

        return new HostTensor(words, Decode(storage, words, values.Length));
    }

    public static int WordCount(StorageType storage, int elementCount) =>
        storage == StorageType.Fp32 ? elementCount : (elementCount + 1) / 2;

    public static double[] Decode(StorageType storage, uint[] words, int count) =>
        [.. Enumerable.Range(0, count).Select(i => storage == StorageType.Fp32
            ? BitConverter.UInt32BitsToSingle(words[i])
            : Decode(storage, (ushort)(words[i / 2] >> (i & 1) * 16)))];

    private static double Decode(StorageType storage, ushort bits) => storage == StorageType.Bf16
        ? BitConverter.UInt32BitsToSingle((uint)bits << 16)
        : (double)BitConverter.UInt16BitsToHalf(bits);

    /// <summary>To nearest; a finite value in bf16 by cutting at the first bit below, after adding half of the last one kept.</summary>
    private static ushort Encode(StorageType storage, float value) => storage == StorageType.Bf16
        ? (ushort)((BitConverter.SingleToUInt32Bits(value) + 0x8000u) >> 16)
        : BitConverter.HalfToUInt16Bits((Half)value);

    /// <summary>Fails with the first element that is not within its tolerance, NaN included; half an ulp of the storage is added to each tolerance.</summary>
    public static void AssertClose(StorageType storage, double[] expected, double[] tolerance, uint[] words, string what)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(tolerance);
        var actual = Decode(storage, words, expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var rounding = storage switch
            {
                StorageType.Fp32 => 0,
                StorageType.Bf16 => Math.Abs(expected[i]) / 256,
                _ => Math.Abs(expected[i]) / 2048 + Math.Pow(2, -25),
            };
            if (!(Math.Abs(actual[i] - expected[i]) <= tolerance[i] + rounding))
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{what}: element {i} is {actual[i]:R}, expected {expected[i]:R} within {tolerance[i] + rounding:E2}"));
        }
    }
}
