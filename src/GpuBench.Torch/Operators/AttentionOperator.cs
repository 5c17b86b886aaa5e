namespace GpuBench.Torch.Operators;

/// <summary>
/// softmax(q·kᵀ/√D)·v. q is (B,H,T,D), k and v are (B,Hkv,S,D), all by their handles; grouped heads share keys without copying
/// them. The causal mask is aligned at the top left: one query behind a context must not ask for it.
/// </summary>
internal static class AttentionOperator
{
    /// <returns>(B,H,T,D): a handle, which is the caller's.</returns>
    public static nint Run(nint query, nint key, nint value, bool isCausal, bool isGrouped) =>
        Call("aten::scaled_dot_product_attention"u8, query, key, value, isCausal, isGrouped);

    /// <summary>The kernel that <see cref="Run"/> takes for these tensors: asked of the function in libtorch that chooses it.</summary>
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

    /// <summary>One that an extension registered.</summary>
    Overrideable = 4,
}
