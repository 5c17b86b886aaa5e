using static TorchSharp.torch;

namespace GpuBench.Torch.Operators;

internal static class AttentionKernels
{
    /// <summary>
    /// The kernel that <see cref="AtenOperators.Attention"/> runs for these tensors: asked of the function in libtorch that chooses it.
    /// </summary>
    public static AttentionKernel ChosenFor(Tensor query, Tensor key, Tensor value, bool isCausal, bool isGrouped) =>
        (AttentionKernel)AtenDispatcher.CallForInteger(
            "aten::_fused_sdp_choice"u8,
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
