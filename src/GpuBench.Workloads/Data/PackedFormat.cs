using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Data;

/// <summary>Converts packed elements of one type, with one virtual call for many elements.</summary>
internal abstract class PackedFormat
{
    /// <exception cref="ArgumentOutOfRangeException">The type has no packed form.</exception>
    public static PackedFormat Of(DType type) =>
        ElementTypes.Of(type).Format ?? throw new ArgumentOutOfRangeException(nameof(type), type, "this type has no packed form");

    public abstract int ElementsPerWord { get; }

    /// <param name="words">Exactly the words of the values; unused bits of the last word become zero.</param>
    public abstract void Encode(ReadOnlySpan<float> values, Span<uint> words);

    /// <param name="start">The element that becomes the first value.</param>
    public abstract void Decode(ReadOnlySpan<uint> words, long start, Span<float> values);

    /// <param name="start">The element that becomes the first value.</param>
    public abstract void Decode(ReadOnlySpan<uint> words, long start, Span<double> values);

    /// <summary>The elements <paramref name="start"/>, <paramref name="start"/> + <paramref name="stride"/>, and so on.</summary>
    public abstract void Gather(ReadOnlySpan<uint> words, long start, long stride, Span<double> values);
}

/// <summary>On a little-endian host, packed words are an array of elements.</summary>
internal sealed class PackedFormat<TFormat, TBits> : PackedFormat
    where TFormat : struct, IElementFormat<TFormat, TBits>
    where TBits : unmanaged
{
    public override int ElementsPerWord => sizeof(uint) / Unsafe.SizeOf<TBits>();

    public override void Encode(ReadOnlySpan<float> values, Span<uint> words)
    {
        if (values.IsEmpty)
            return;
        words[^1] = 0;
        TFormat.EncodeAll(values, MemoryMarshal.Cast<uint, TBits>(words));
    }

    public override void Decode(ReadOnlySpan<uint> words, long start, Span<float> values) =>
        TFormat.DecodeAll(Elements(words, start, values.Length), values);

    public override void Decode(ReadOnlySpan<uint> words, long start, Span<double> values) =>
        TFormat.DecodeAll(Elements(words, start, values.Length), values);

    public override void Gather(ReadOnlySpan<uint> words, long start, long stride, Span<double> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = TFormat.Decode(Elements(words, start + (i * stride), 1)[0]);
    }

    /// <summary>Casts only the needed words, because a large tensor has more elements than a span can count.</summary>
    private ReadOnlySpan<TBits> Elements(ReadOnlySpan<uint> words, long start, int count)
    {
        var (word, part) = ((int)(start / ElementsPerWord), (int)(start % ElementsPerWord));
        var wordCount = (part + count + ElementsPerWord - 1) / ElementsPerWord;
        return MemoryMarshal.Cast<uint, TBits>(words.Slice(word, wordCount)).Slice(part, count);
    }
}
