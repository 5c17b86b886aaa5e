namespace GpuBench.Torch.Operators;

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
