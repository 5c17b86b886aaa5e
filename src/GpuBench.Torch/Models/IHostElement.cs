using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Models;

/// <summary>Loads and stores a storage type with the host's vectors.</summary>
internal interface IHostElement<T> where T : unmanaged
{
    /// <summary>Eight elements from <paramref name="offset"/> on, as fp32.</summary>
    static abstract Vector256<float> Load(ref readonly T first, nuint offset);

    /// <summary>Rounded to nearest, ties to even.</summary>
    static abstract T From(float value);
}

/// <summary>bf16 as its bits.</summary>
internal readonly struct HostBf16 : IHostElement<ushort>
{
    public static Vector256<float> Load(ref readonly ushort first, nuint offset)
    {
        var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(in first, offset));
        return (Vector256.Create(low, high) << 16).AsSingle();
    }

    /// <summary>
    /// Adds half a unit in the last place, less one if the kept part is even. A NaN stays NaN, because arithmetic only produces NaNs
    /// whose low bits are zero.
    /// </summary>
    public static ushort From(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}

/// <summary>fp32 without conversion.</summary>
internal readonly struct HostFp32 : IHostElement<float>
{
    public static Vector256<float> Load(ref readonly float first, nuint offset) => Vector256.LoadUnsafe(in first, offset);

    public static float From(float value) => value;
}
