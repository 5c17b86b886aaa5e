using GpuBench.Kernels.Storage;

namespace GpuBench.KernelChecks;

/// <summary>One element of each storage type as the host encodes and decodes it, in the low bits of a word.</summary>
internal static class HostElement
{
    public static int BitCount(StorageType storage) => storage switch
    {
        StorageType.Fp8E4M3 or StorageType.Int8 => 8,
        StorageType.Fp16 or StorageType.Bf16 => 16,
        _ => 32,
    };

    public static bool IsInteger(StorageType storage) => storage is StorageType.Int8 or StorageType.Int32;

    /// <summary>
    /// Rounds to nearest. Tf32 keeps ten bits below the leading one and sets the rest to zero. So units that cut these bits off and units
    /// that round multiply the same number.
    /// </summary>
    public static uint Encode(StorageType storage, float value) => storage switch
    {
        StorageType.Fp16 => BitConverter.HalfToUInt16Bits((Half)value),
        StorageType.Bf16 => NearestUpper(value, droppedBits: 16) >> 16,
        StorageType.Tf32 => NearestUpper(value, droppedBits: 13),
        StorageType.Fp8E4M3 => Fp8E4M3.Encode(value),
        StorageType.Int8 => (byte)(sbyte)value,
        StorageType.Int32 => (uint)(int)value,
        _ => BitConverter.SingleToUInt32Bits(value),
    };

    public static double Decode(StorageType storage, uint bits) => storage switch
    {
        StorageType.Fp16 => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
        StorageType.Bf16 => BitConverter.UInt32BitsToSingle(bits << 16),
        StorageType.Fp8E4M3 => Fp8E4M3.Decode(bits),
        StorageType.Int8 => (sbyte)bits,
        StorageType.Int32 => (int)bits,
        _ => BitConverter.UInt32BitsToSingle(bits),
    };

    /// <summary>
    /// The largest error of rounding <paramref name="value"/> to the storage from a wider type. 0 if kernels store their sums unchanged.
    /// </summary>
    public static double Rounding(StorageType storage, double value) => storage switch
    {
        StorageType.Fp16 => Math.Abs(value) / 2048 + Math.Pow(2, -25),
        StorageType.Bf16 => Math.Abs(value) / 256,
        StorageType.Tf32 => Math.Abs(value) / 2048,
        StorageType.Fp8E4M3 => Math.Abs(value) / 16 + Math.Pow(2, -10),
        _ => 0,
    };

    /// <summary>A finite value with its low bits zero. Half of the last bit kept is added before the low bits are cut off.</summary>
    private static uint NearestUpper(float value, int droppedBits) =>
        (BitConverter.SingleToUInt32Bits(value) + (1u << (droppedBits - 1))) >> droppedBits << droppedBits;
}
