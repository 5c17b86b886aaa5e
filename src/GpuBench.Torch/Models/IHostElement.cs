using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Models;

/// <summary>A storage type as the host's vectors load it.</summary>
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
    /// Half a unit in the last place is added, less one where the kept part is even. A NaN stays one: arithmetic makes only
    /// NaNs whose low bits are zero.
    /// </summary>
    public static ushort From(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}

internal readonly struct HostFp32 : IHostElement<float>
{
    public static Vector256<float> Load(ref readonly float first, nuint offset) => Vector256.LoadUnsafe(in first, offset);

    public static float From(float value) => value;
}
