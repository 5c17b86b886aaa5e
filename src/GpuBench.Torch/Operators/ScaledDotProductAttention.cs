using static TorchSharp.torch;

namespace GpuBench.Torch.Operators;

/// <summary>
/// torch's scaled_dot_product_attention with grouped heads, which TorchSharp's own method leaves out. Q is (B,H,T,D), K and V
/// are (B,Hkv,S,D). Its causal mask is aligned at the top left.
/// </summary>
internal static class ScaledDotProductAttention
{
    /// <returns>(B,H,T,D), newly allocated.</returns>
    /// <exception cref="InvalidOperationException">libtorch refuses the shapes or has no memory left.</exception>
    public static Tensor Call(Tensor query, Tensor key, Tensor value, bool isCausal, bool isGrouped) =>
        Dispatcher.CallForTensor("aten::scaled_dot_product_attention", Arguments(query, key, value, isCausal, isGrouped));

    /// <summary>The kernel that the call runs for these tensors: libtorch's own choice, asked of the function that makes it.</summary>
    public static AttentionKernel ChosenFor(Tensor query, Tensor key, Tensor value, bool isCausal, bool isGrouped) =>
        (AttentionKernel)Dispatcher.CallForInteger("aten::_fused_sdp_choice", Arguments(query, key, value, isCausal, isGrouped));

    // No mask tensor, no dropout, and the scale that torch takes by itself, 1/√D.
    private static ulong[] Arguments(Tensor query, Tensor key, Tensor value, bool isCausal, bool isGrouped) =>
    [
        Dispatcher.Argument(query), Dispatcher.Argument(key), Dispatcher.Argument(value), Dispatcher.None, Dispatcher.Argument(0.0),
        Dispatcher.Argument(isCausal), Dispatcher.None, Dispatcher.Argument(isGrouped),
    ];
}
