using System.Globalization;
using GpuBench.Kernels.Loading;

namespace GpuBench.Kernels.Attention;

internal static class AttentionRequirement
{
    public static string? Served(StorageType storage, AttentionShape shape)
    {
        if (storage is not (StorageType.Fp32 or StorageType.Fp16))
            return $"has no code for {storage}";
        if (shape is not { B: > 0, H: > 0, Hkv: > 0, T: > 0, S: > 0, D: > 0 })
            return "needs every dimension to be at least 1";
        if (shape.H % shape.Hkv != 0)
            return string.Create(CultureInfo.InvariantCulture, $"needs H to be a multiple of Hkv, they are {shape.H} and {shape.Hkv}");
        return Requirement.Indexable((long)shape.B * shape.H * shape.T * shape.D, (long)shape.B * shape.Hkv * shape.S * shape.D);
    }
}
