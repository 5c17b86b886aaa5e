using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Host;

/// <summary>
/// Attention of one layer on the host's threads. It first prepares the heads and extends the cache. Not thread-safe.
/// </summary>
internal sealed class HostLayerAttention
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
        HostHeads<T, V, TVector>.Store(call);
        if (call.Count == 1)
            HostDecode<T, V, TVector>.Attend(call, _workspace);
        else
            HostPrefill<T, V, TVector>.Attend(call, _workspace);
    }
}
