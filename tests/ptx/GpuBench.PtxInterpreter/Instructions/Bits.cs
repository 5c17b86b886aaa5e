namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>Narrow integers in 64-bit words.</summary>
internal static class Bits
{
    public static ulong ZeroExtend(ulong value, int bits) => bits >= 64 ? value : value & ((1UL << bits) - 1);

    public static long SignExtend(ulong value, int bits) => (long)(value << (64 - bits)) >> (64 - bits);

    public static float AsSingle(ulong bits) => BitConverter.UInt32BitsToSingle((uint)bits);

    public static double AsDouble(ulong bits) => BitConverter.UInt64BitsToDouble(bits);

    public static ulong Of(float value) => BitConverter.SingleToUInt32Bits(value);

    public static ulong Of(double value) => BitConverter.DoubleToUInt64Bits(value);
}
