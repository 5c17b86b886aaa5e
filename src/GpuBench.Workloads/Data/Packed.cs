using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Data;

/// <summary>
/// Tensors as 32-bit words, the form in which devices get them: one fp32 a word, or two 16-bit elements, low half first.
/// An odd count leaves the last high half zero.
/// </summary>
public static class Packed
{
    public static long WordCount(long elementCount, DType type) => BytesOf(type) switch
    {
        4 => elementCount,
        2 => (elementCount + 1) / 2,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no packed form"),
    };

    public static int BytesOf(DType type) => type switch
    {
        DType.Fp64 => 8,
        DType.Fp32 or DType.Tf32 or DType.Int32 => 4,
        DType.Fp16 or DType.Bf16 => 2,
        _ => 1,
    };

    /// <summary>Rounds to nearest even and packs; tf32 stays a 32-bit word whose 13 lowest bits are zero.</summary>
    public static uint[] Words(ReadOnlySpan<float> values, DType type)
    {
        var words = new uint[WordCount(values.Length, type)];
        for (var i = 0; i < values.Length; i++)
        {
            if (type == DType.Fp32)
                words[i] = BitConverter.SingleToUInt32Bits(values[i]);
            else if (type == DType.Tf32)
                words[i] = RoundToTf32(BitConverter.SingleToUInt32Bits(values[i]));
            else
                words[i / 2] |= (uint)Encode16(values[i], type) << (16 * (i & 1));
        }
        return words;
    }

    /// <summary>The element at <paramref name="index"/>, exactly.</summary>
    public static float Element(ReadOnlySpan<uint> words, long index, DType type)
    {
        if (type is DType.Fp32 or DType.Tf32)
            return BitConverter.UInt32BitsToSingle(words[(int)index]);
        var bits = (ushort)(words[(int)(index / 2)] >> (int)(16 * (index & 1)));
        return type == DType.Fp16
            ? (float)BitConverter.UInt16BitsToHalf(bits)
            : BitConverter.UInt32BitsToSingle((uint)bits << 16);
    }

    public static float[] Unpack(ReadOnlySpan<uint> words, long count, DType type)
    {
        var values = new float[count];
        for (var i = 0L; i < count; i++)
            values[i] = Element(words, i, type);
        return values;
    }

    /// <summary>Ten explicit bits of significand; for finite values.</summary>
    private static uint RoundToTf32(uint bits) => (bits + 0xFFF + ((bits >> 13) & 1)) & ~0x1FFFu;

    private static ushort Encode16(float value, DType type) => type switch
    {
        DType.Fp16 => BitConverter.HalfToUInt16Bits((Half)value),
        DType.Bf16 => EncodeBf16(BitConverter.SingleToUInt32Bits(value)),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no 16-bit form"),
    };

    /// <summary>Adds half a unit in the last place, less one where the kept part is even: ties go to even.</summary>
    private static ushort EncodeBf16(uint bits) => (bits & 0x7FFFFFFF) > 0x7F800000
        ? (ushort)((bits >> 16) | 0x40)
        : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
}
