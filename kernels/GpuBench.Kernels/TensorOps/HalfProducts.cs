using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

internal static class HalfProducts
{
    /// <summary>An fp32 sum plus the products of two elements each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Add<TCodec>(uint sum, uint a, uint b)
        where TCodec : struct, IHalfWordCodec
    {
        var low = Interop.IntAsFloat(sum) + TCodec.Decode(a & 0xFFFFu) * TCodec.Decode(b & 0xFFFFu);
        return Interop.FloatAsInt(low + TCodec.Decode(a >> 16) * TCodec.Decode(b >> 16));
    }
}
