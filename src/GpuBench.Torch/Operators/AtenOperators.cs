using static TorchSharp.torch;

namespace GpuBench.Torch.Operators;

/// <summary>
/// Operators of transformers that TorchSharp lacks, or offers without the argument that matters. Results are in the current
/// dispose scope.
/// </summary>
internal static class AtenOperators
{
    /// <summary>x / rms(x) · gain over the last dimension, in one kernel.</summary>
    public static Tensor RmsNorm(Tensor x, Tensor gain, int width, double epsilon)
    {
        var result = AtenDispatcher.Call(
            "aten::rms_norm"u8,
            [
                AtenDispatcher.Argument(x.Handle),
                AtenDispatcher.Argument([width]),
                AtenDispatcher.Present(AtenDispatcher.Argument(gain.Handle)),
                AtenDispatcher.Present(AtenDispatcher.Argument(epsilon)),
            ]);
        // A tensor that nobody refers to any more is deleted by its finalizer, whoever still has its handle.
        GC.KeepAlive(x);
        GC.KeepAlive(gain);
        return Tensor.UnsafeCreateTensor(result);
    }

    /// <inheritdoc cref="AttentionOperator"/>
    public static Tensor Attention(Tensor q, Tensor k, Tensor v, bool isCausal, bool isGrouped)
    {
        var result = AttentionOperator.Run(q.Handle, k.Handle, v.Handle, isCausal, isGrouped);
        GC.KeepAlive(q);
        GC.KeepAlive(k);
        GC.KeepAlive(v);
        return Tensor.UnsafeCreateTensor(result);
    }
}
