using static TorchSharp.torch;

namespace GpuBench.Torch.Operators;

/// <summary>
/// Operators of transformers that TorchSharp lacks, or offers without the argument that matters. Results are in the current
/// dispose scope.
/// </summary>
internal static class AtenOperators
{
    /// <summary>x / rms(x) · gain over the last dimension, in one kernel.</summary>
    public static Tensor RmsNorm(Tensor x, Tensor gain, int width, double epsilon) => Tensor.UnsafeCreateTensor(AtenDispatcher.Call(
        "aten::rms_norm"u8,
        [
            AtenDispatcher.Argument(x.Handle),
            AtenDispatcher.Argument([width]),
            AtenDispatcher.Present(AtenDispatcher.Argument(gain.Handle)),
            AtenDispatcher.Present(AtenDispatcher.Argument(epsilon)),
        ]));

    /// <inheritdoc cref="AttentionOperator"/>
    public static Tensor Attention(Tensor q, Tensor k, Tensor v, bool isCausal, bool isGrouped) =>
        Tensor.UnsafeCreateTensor(AttentionOperator.Run(q.Handle, k.Handle, v.Handle, isCausal, isGrouped));
}
