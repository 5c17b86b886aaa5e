namespace GpuBench.Torch.Operators;

/// <summary>
/// softmax(q·kᵀ/√D)·v. q is (B,H,T,D), k and v are (B,Hkv,S,D), all as handles. Grouped heads share keys without a copy. The causal
/// mask is aligned at the top left, so a single query after a context must not use it.
/// </summary>
internal static class AttentionOperator
{
    /// <returns>(B,H,T,D): a handle that the caller owns.</returns>
    public static nint Run(nint query, nint key, nint value, bool isCausal, bool isGrouped) =>
        Call("aten::scaled_dot_product_attention"u8, query, key, value, isCausal, isGrouped);

    /// <summary>The kernel that <see cref="Run"/> uses for these tensors, from libtorch's own selection function.</summary>
    public static AttentionKernel KernelFor(nint query, nint key, nint value, bool isCausal, bool isGrouped) =>
        (AttentionKernel)Call("aten::_fused_sdp_choice"u8, query, key, value, isCausal, isGrouped);

    private static nint Call(
        ReadOnlySpan<byte> name, nint query, nint key, nint value, bool isCausal, bool isGrouped) => AtenDispatcher.Call(
        name,
        [
            AtenDispatcher.Argument(query),
            AtenDispatcher.Argument(key),
            AtenDispatcher.Argument(value),
            AtenDispatcher.None, // mask
            AtenDispatcher.Argument(0.0), // dropout
            AtenDispatcher.Argument(isCausal),
            AtenDispatcher.None, // scale: 1/√D
            AtenDispatcher.Argument(isGrouped),
        ]);
}

/// <summary>libtorch's kernels behind scaled_dot_product_attention, numbered as its <c>SDPBackend</c>.</summary>
internal enum AttentionKernel
{
    Error = -1,

    /// <summary>Separate products and a softmax.</summary>
    Math = 0,
    Flash = 1,
    MemoryEfficient = 2,
    CuDnn = 3,

    /// <summary>A kernel that an extension registered.</summary>
    Overrideable = 4,
}
