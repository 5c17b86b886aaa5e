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
