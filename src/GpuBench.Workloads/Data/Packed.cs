using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Data;

/// <summary>
/// Tensors as 32-bit words, as on the device: elements of 32, 16 or 8 bits from the low bits up. Unused bits of the last word are
/// zero.
/// </summary>
public static class Packed
{
    public static long WordCount(long elementCount, DType type)
    {
        var perWord = PackedFormat.Of(type).ElementsPerWord;
        return (elementCount + perWord - 1) / perWord;
    }

    /// <summary>Bytes of one element; a fraction if several share a byte.</summary>
    public static double BytesOf(DType type) => ElementTypes.Of(type).Bits / 8.0;

    /// <summary>
    /// Rounds to nearest even and packs; values out of the range of int8 or fp8 saturate. Tf32 stays a 32-bit word whose 13 lowest
    /// bits are zero, so that devices that truncate these and devices that round multiply the same number.
    /// </summary>
    public static uint[] Words(float[] values, DType type)
    {
        var words = NewWords(values.Length, type);
        var format = PackedFormat.Of(type);
        Chunks.ForEach(
            values.Length, Chunks.Length,
            (start, count) => format.Encode(values.AsSpan((int)start, count), Part(words, format, start, count)));
        return words;
    }

    /// <summary>The element at <paramref name="index"/>, exactly.</summary>
    public static double Element(ReadOnlySpan<uint> words, long index, DType type)
    {
        Span<double> value = stackalloc double[1];
        PackedFormat.Of(type).Decode(words, index, value);
        return value[0];
    }

    /// <summary>The first <paramref name="count"/> elements, exact except for int32, which rounds beyond 2^24.</summary>
    public static float[] Unpack(ReadOnlyMemory<uint> words, long count, DType type)
    {
        var values = GC.AllocateUninitializedArray<float>(checked((int)count));
        var format = PackedFormat.Of(type);
        Chunks.ForEach(count, Chunks.Length, (start, length) => format.Decode(words.Span, start, values.AsSpan((int)start, length)));
        return values;
    }

    /// <summary>Uninitialised words for <paramref name="count"/> elements; <see cref="PackedFormat.Encode"/> writes every word.</summary>
    internal static uint[] NewWords(long count, DType type) => GC.AllocateUninitializedArray<uint>(checked((int)WordCount(count, type)));

    /// <summary>The words of <paramref name="count"/> elements from <paramref name="start"/>, the first of its word, on.</summary>
    internal static Span<uint> Part(uint[] words, PackedFormat format, long start, int count) =>
        words.AsSpan((int)(start / format.ElementsPerWord), (count + format.ElementsPerWord - 1) / format.ElementsPerWord);
}
