using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Host;

/// <summary>
/// Attention of one layer on the host's threads. It first prepares the heads and extends the cache. Not thread-safe.
/// </summary>
/// <param name="allowsBf16Products">False: products are computed in fp32 always.</param>
internal sealed unsafe class HostLayerAttention(bool allowsBf16Products = true)
{
    private readonly HostWorkspace _workspace = new();

    public void Attend<T>(in HostAttentionCall<T> call) where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated)
            Attend<T, Vector512<float>, HostVector512>(call);
        else
            Attend<T, Vector256<float>, HostVector256>(call);
    }

    /// <summary>With a width of vectors that the caller chooses.</summary>
    public void Attend<T, V, TVector>(in HostAttentionCall<T> call)
        where T : unmanaged where V : unmanaged where TVector : IHostVector<V>
    {
        if (call.Count == 1)
            HostDecode<T, V, TVector>.Attend(call, _workspace);
        else if (call is HostAttentionCall<ushort> bf16 && allowsBf16Products && HostBf16Products.Serves(call.Count, call.HeadSize))
            HostPrefill<ushort, ushort, V, TVector, HostBf16Products>.Attend(bf16, _workspace);
        else
            HostPrefill<T, float, V, TVector, HostTileProducts<T, V, TVector>>.Attend(call, _workspace);
    }
}
