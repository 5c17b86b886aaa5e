using static TorchSharp.torch;

namespace GpuBench.Torch.Operators;

/// <summary>Operators of transformers that TorchSharp lacks, or offers without the argument that matters.</summary>
internal static class AtenOperators
{
    /// <summary>x / rms(x) · gain over the last dimension, in one kernel.</summary>
    public static Tensor RmsNorm(Tensor x, Tensor gain, int width, double epsilon) => AtenDispatcher.Call(
        "aten::rms_norm"u8,
        [
            AtenDispatcher.Argument(x),
            AtenDispatcher.Argument([width]),
            AtenDispatcher.Present(AtenDispatcher.Argument(gain)),
            AtenDispatcher.Present(AtenDispatcher.Argument(epsilon)),
        ]);

    /// <summary>
    /// softmax(q·kᵀ/√D)·v. q is (B,H,T,D), k and v are (B,Hkv,S,D); grouped heads share keys without copying them. The causal mask
    /// is aligned at the top left: one query behind a context must not ask for it.
    /// </summary>
    public static Tensor Attention(Tensor q, Tensor k, Tensor v, bool isCausal, bool isGrouped) => AtenDispatcher.Call(
        "aten::scaled_dot_product_attention"u8,
        [
            AtenDispatcher.Argument(q),
            AtenDispatcher.Argument(k),
            AtenDispatcher.Argument(v),
            AtenDispatcher.None, // mask
            AtenDispatcher.Argument(0.0), // dropout
            AtenDispatcher.Argument(isCausal),
            AtenDispatcher.None, // scale: 1/√D
            AtenDispatcher.Argument(isGrouped),
        ]);
}
