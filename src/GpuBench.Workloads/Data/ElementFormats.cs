using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GpuBench.Workloads.Data;

internal readonly struct Fp32Format : IElementFormat<Fp32Format, uint>
{
    public static uint Encode(float value) => BitConverter.SingleToUInt32Bits(value);

    public static double Decode(uint bits) => BitConverter.UInt32BitsToSingle(bits);

    public static void EncodeAll(ReadOnlySpan<float> values, Span<uint> bits) => MemoryMarshal.Cast<float, uint>(values).CopyTo(bits);

    public static void DecodeAll(ReadOnlySpan<uint> bits, Span<float> values) => MemoryMarshal.Cast<uint, float>(bits).CopyTo(values);

    public static void DecodeAll(ReadOnlySpan<uint> bits, Span<double> values) =>
        TensorPrimitives.ConvertTruncating<float, double>(MemoryMarshal.Cast<uint, float>(bits), values);
}

/// <summary>Ten explicit bits of significand in a 32-bit word whose 13 lowest bits are zero; finite values only.</summary>
internal readonly struct Tf32Format : IElementFormat<Tf32Format, uint>
{
    public static uint Encode(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return (bits + 0xFFF + ((bits >> 13) & 1)) & ~0x1FFFu;
    }

    public static double Decode(uint bits) => Fp32Format.Decode(bits);

    public static void DecodeAll(ReadOnlySpan<uint> bits, Span<float> values) => Fp32Format.DecodeAll(bits, values);

    public static void DecodeAll(ReadOnlySpan<uint> bits, Span<double> values) => Fp32Format.DecodeAll(bits, values);
}

internal readonly struct Fp16Format : IElementFormat<Fp16Format, ushort>
{
    public static ushort Encode(float value) => BitConverter.HalfToUInt16Bits((Half)value);

    public static double Decode(ushort bits) => (double)BitConverter.UInt16BitsToHalf(bits);

    public static void EncodeAll(ReadOnlySpan<float> values, Span<ushort> bits) =>
        TensorPrimitives.ConvertToHalf(values, MemoryMarshal.Cast<ushort, Half>(bits));

    public static void DecodeAll(ReadOnlySpan<ushort> bits, Span<float> values) =>
        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<ushort, Half>(bits), values);
}

/// <summary>The upper half of an fp32 value.</summary>
internal readonly struct Bf16Format : IElementFormat<Bf16Format, ushort>
{
    /// <summary>Adds half a unit in the last place, less one if the kept part is even: ties go to even.</summary>
    public static ushort Encode(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return (bits & 0x7FFFFFFF) > 0x7F800000
            ? (ushort)((bits >> 16) | 0x40)
            : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    public static double Decode(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DecodeAll(ReadOnlySpan<ushort> bits, Span<float> values)
    {
        var words = MemoryMarshal.Cast<float, uint>(values);
        var i = 0;
        for (; i <= bits.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(bits[i..]));
            (lower << 16).CopyTo(words[i..]);
            (upper << 16).CopyTo(words[(i + Vector256<uint>.Count)..]);
        }
        for (; i < bits.Length; i++)
            words[i] = (uint)bits[i] << 16;
    }
}

internal readonly struct Fp8Format<TLayout> : IElementFormat<Fp8Format<TLayout>, byte>
    where TLayout : struct, IFp8Layout
{
    /// <summary>The value of each code.</summary>
    private static readonly float[] Values = [.. Enumerable.Range(0, 256).Select(bits => Fp8<TLayout>.Decode((byte)bits))];

    public static byte Encode(float value) => Fp8<TLayout>.Encode(value);

    public static double Decode(byte bits) => Values[bits];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DecodeAll(ReadOnlySpan<byte> bits, Span<float> values)
    {
        var table = Values;
        for (var i = 0; i < bits.Length; i++)
            values[i] = table[bits[i]];
    }
}

internal readonly struct Int8Format : IElementFormat<Int8Format, byte>
{
    public static byte Encode(float value) => (byte)(sbyte)Math.Clamp(MathF.Round(value), sbyte.MinValue, sbyte.MaxValue);

    public static double Decode(byte bits) => (sbyte)bits;
}

internal readonly struct Int32Format : IElementFormat<Int32Format, uint>
{
    public static uint Encode(float value) => (uint)(int)MathF.Round(value);

    public static double Decode(uint bits) => (int)bits;

    /// <summary>Converts directly, because fp32 would round beyond 2^24.</summary>
    public static void DecodeAll(ReadOnlySpan<uint> bits, Span<double> values) =>
        TensorPrimitives.ConvertTruncating<int, double>(MemoryMarshal.Cast<uint, int>(bits), values);
}
