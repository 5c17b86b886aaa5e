using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Data;

/// <summary>
/// Tensors as 32-bit words, the form in which devices get them: elements of 32, 16 or 8 bits from the low bits up. Bits of a last
/// word that no element has are zero.
/// </summary>
public static class Packed
{
    public static long WordCount(long elementCount, DType type) => (elementCount + (1 << WordShift(type)) - 1) >> WordShift(type);

    public static int BytesOf(DType type) => type switch
    {
        DType.Fp64 => 8,
        DType.Fp32 or DType.Tf32 or DType.Int32 => 4,
        DType.Fp16 or DType.Bf16 => 2,
        _ => 1,
    };

    /// <summary>
    /// Rounds to nearest even and packs; what is beyond the range of int8 or fp8 becomes its largest. Tf32 stays a 32-bit word
    /// whose 13 lowest bits are zero: devices that cut these off and devices that round multiply the same number.
    /// </summary>
    public static uint[] Words(ReadOnlySpan<float> values, DType type)
    {
        var words = new uint[WordCount(values.Length, type)];
        for (var i = 0; i < values.Length; i++)
        {
            var (word, shift) = Place(i, type);
            words[word] |= Encode(values[i], type) << shift;
        }
        return words;
    }

    /// <summary>The element at <paramref name="index"/>, exactly.</summary>
    public static double Element(ReadOnlySpan<uint> words, long index, DType type)
    {
        var (word, shift) = Place(index, type);
        return Decode(words[word] >> shift, type);
    }

    /// <summary>The first <paramref name="count"/> elements, exactly but for int32: that rounds beyond 2^24.</summary>
    public static float[] Unpack(ReadOnlySpan<uint> words, long count, DType type)
    {
        var values = new float[count];
        for (var i = 0L; i < count; i++)
            values[i] = (float)Element(words, i, type);
        return values;
    }

    /// <summary>The elements of a word, as a power of two.</summary>
    private static int WordShift(DType type) => BytesOf(type) switch
    {
        4 => 0,
        2 => 1,
        1 => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no packed form"),
    };

    private static (int Word, int Shift) Place(long index, DType type)
    {
        var wordShift = WordShift(type);
        var part = (int)index & ((1 << wordShift) - 1);
        return ((int)(index >> wordShift), part << (5 - wordShift));
    }

    private static uint Encode(float value, DType type) => type switch
    {
        DType.Fp32 => BitConverter.SingleToUInt32Bits(value),
        DType.Tf32 => RoundToTf32(BitConverter.SingleToUInt32Bits(value)),
        DType.Fp16 => BitConverter.HalfToUInt16Bits((Half)value),
        DType.Bf16 => EncodeBf16(BitConverter.SingleToUInt32Bits(value)),
        DType.Fp8E4M3 => Fp8E4M3.Encode(value),
        DType.Int8 => (byte)(sbyte)Math.Clamp(MathF.Round(value), sbyte.MinValue, sbyte.MaxValue),
        DType.Int32 => (uint)(int)MathF.Round(value),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no packed form"),
    };

    /// <param name="bits">The element in the lowest bits, whatever above it.</param>
    private static double Decode(uint bits, DType type) => type switch
    {
        DType.Fp32 or DType.Tf32 => BitConverter.UInt32BitsToSingle(bits),
        DType.Fp16 => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
        DType.Bf16 => BitConverter.UInt32BitsToSingle(bits << 16),
        DType.Fp8E4M3 => Fp8E4M3.Decode((byte)bits),
        DType.Int8 => (sbyte)bits,
        DType.Int32 => (int)bits,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no packed form"),
    };

    /// <summary>Ten explicit bits of significand; for finite values.</summary>
    private static uint RoundToTf32(uint bits) => (bits + 0xFFF + ((bits >> 13) & 1)) & ~0x1FFFu;

    /// <summary>Adds half a unit in the last place, less one where the kept part is even: ties go to even.</summary>
    private static ushort EncodeBf16(uint bits) => (bits & 0x7FFFFFFF) > 0x7F800000
        ? (ushort)((bits >> 16) | 0x40)
        : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
}
