using System.Globalization;
using GpuBench.Kernels.Storage;

namespace GpuBench.KernelChecks;

/// <summary>Seeded values as a device stores them, and the double-precision numbers that these words represent.</summary>
public sealed class HostTensor
{
    private HostTensor(uint[] words, double[] values) => (Words, Values) = (words, values);

    public uint[] Words { get; }

    public double[] Values { get; }

    /// <summary>Uniform values in [-1, 1), rounded to the storage type. Integers are uniform in -128 … 127.</summary>
    public static HostTensor Random(StorageType storage, int count, int seed)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = HostElement.IsInteger(storage) ? random.Next(sbyte.MinValue, sbyte.MaxValue + 1) : random.NextSingle() * 2f - 1f;
        return Of(storage, values);
    }

    /// <summary>Unused bits of the last word are ones, which is NaN in a floating type. No code may read them as a number.</summary>
    public static HostTensor Of(StorageType storage, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var words = new uint[WordCount(storage, values.Length)];
        Array.Fill(words, uint.MaxValue);
        for (var i = 0; i < values.Length; i++)
        {
            var (word, shift) = Place(storage, i);
            words[word] = words[word] & ~(Mask(storage) << shift) | HostElement.Encode(storage, values[i]) << shift;
        }

        return new HostTensor(words, Decode(storage, words, values.Length));
    }

    public static int WordCount(StorageType storage, int elementCount) => (elementCount - 1) / ElementsPerWord(storage) + 1;

    public static double[] Decode(StorageType storage, uint[] words, int count)
    {
        ArgumentNullException.ThrowIfNull(words);
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            var (word, shift) = Place(storage, i);
            values[i] = HostElement.Decode(storage, words[word] >> shift & Mask(storage));
        }

        return values;
    }

    /// <summary>
    /// Fails at the first element that is outside its tolerance or is NaN. Half an ulp of the storage type is added to each tolerance.
    /// </summary>
    public static void AssertClose(StorageType storage, double[] expected, double[] tolerance, uint[] words, string what)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(tolerance);
        var actual = Decode(storage, words, expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var allowed = tolerance[i] + HostElement.Rounding(storage, expected[i]);
            if (!(Math.Abs(actual[i] - expected[i]) <= allowed))
                Assert.Fail(string.Create(
                    CultureInfo.InvariantCulture, $"{what}: element {i} is {actual[i]:R}, expected {expected[i]:R} within {allowed:E2}"));
        }
    }

    private static int ElementsPerWord(StorageType storage) => 32 / HostElement.BitCount(storage);

    private static uint Mask(StorageType storage) => uint.MaxValue >> (32 - HostElement.BitCount(storage));

    private static (int Word, int Shift) Place(StorageType storage, int element) =>
        (element / ElementsPerWord(storage), element % ElementsPerWord(storage) * HostElement.BitCount(storage));
}
