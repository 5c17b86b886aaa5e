using GpuBench.Measuring.Trials;

namespace GpuBench.Tests.Workloads;

/// <summary>Converts every packed type one element at a time, by the definition of the type. It is slow, but easy to check.</summary>
internal static class ScalarFormats
{
    public static DType[] Types { get; } =
        [DType.Fp32, DType.Tf32, DType.Fp16, DType.Bf16, DType.Fp8E4M3, DType.Fp8E5M2, DType.Int8, DType.Int32];

    public static int BitsOf(DType type) => type switch
    {
        DType.Fp32 or DType.Tf32 or DType.Int32 => 32,
        DType.Fp16 or DType.Bf16 => 16,
        _ => 8,
    };

    public static uint[] Words(float[] values, DType type)
    {
        var perWord = 32 / BitsOf(type);
        var words = new uint[(values.Length + perWord - 1) / perWord];
        for (var i = 0; i < values.Length; i++)
            words[i / perWord] |= Encode(values[i], type) << (i % perWord * BitsOf(type));
        return words;
    }

    public static double Element(uint[] words, int index, DType type)
    {
        var perWord = 32 / BitsOf(type);
        return Decode(words[index / perWord] >> (index % perWord * BitsOf(type)), type);
    }

    private static uint Encode(float value, DType type)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return type switch
        {
            DType.Fp32 => bits,
            DType.Tf32 => (bits + 0xFFF + ((bits >> 13) & 1)) & ~0x1FFFu,
            DType.Fp16 => BitConverter.HalfToUInt16Bits((Half)value),
            DType.Bf16 => float.IsNaN(value) ? (bits >> 16) | 0x40 : (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16,
            DType.Fp8E4M3 => EncodeFp8(value, fractionBits: 3, largest: 448),
            DType.Fp8E5M2 => EncodeFp8(value, fractionBits: 2, largest: 57344),
            DType.Int8 => (byte)(sbyte)Math.Clamp(MathF.Round(value), sbyte.MinValue, sbyte.MaxValue),
            _ => (uint)(int)MathF.Round(value),
        };
    }

    private static double Decode(uint bits, DType type) => type switch
    {
        DType.Fp32 or DType.Tf32 => BitConverter.UInt32BitsToSingle(bits),
        DType.Fp16 => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
        DType.Bf16 => BitConverter.UInt32BitsToSingle(bits << 16),
        DType.Fp8E4M3 => DecodeE4M3((byte)bits),
        DType.Fp8E5M2 => DecodeE5M2((byte)bits),
        DType.Int8 => (sbyte)bits,
        _ => (int)bits,
    };

    /// <summary>Rounds the value as a multiple of its binade's step, in double precision.</summary>
    private static uint EncodeFp8(float value, int fractionBits, double largest)
    {
        if (float.IsNaN(value))
            return 0x7F;
        var smallest = fractionBits == 3 ? -6 : -14;
        var magnitude = Math.Min(Math.Abs((double)value), largest);
        var exponent = Math.Max(Math.ILogB(magnitude), smallest);
        var units = (int)Math.Round(Math.ScaleB(magnitude, fractionBits - exponent), MidpointRounding.ToEven);
        return (uint)(((exponent - smallest) << fractionBits) + units) | (float.IsNegative(value) ? 0x80u : 0);
    }

    /// <summary>The code is the upper half of an fp16 value.</summary>
    private static double DecodeE5M2(byte bits) => (double)BitConverter.UInt16BitsToHalf((ushort)(bits << 8));

    private static double DecodeE4M3(byte bits)
    {
        var (exponent, fraction) = ((bits >> 3) & 0xF, bits & 7);
        var magnitude = (bits & 0x7F) == 0x7F ? double.NaN
            : exponent == 0 ? Math.ScaleB(fraction, -9)
            : Math.ScaleB(8 + fraction, exponent - 10);
        return (bits & 0x80) == 0 ? magnitude : -magnitude;
    }
}
