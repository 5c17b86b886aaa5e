using GpuBench.Torch.Operators;
using GpuBench.Torch.Tensors;
using static GpuBench.Torch.Tensors.TensorArguments;

namespace GpuBench.Torch.Models;

/// <summary>
/// Operators of a decoder that TorchSharp lacks, or offers only with a new tensor as the result. Both engines call them through
/// libtorch's dispatcher.
/// </summary>
/// <param name="tensors">Owns the results.</param>
internal sealed class TransformerOperators(ITensorFactory tensors)
{
    /// <summary>x / √(mean(x²) + ε) · gain over the last dimension, in one kernel.</summary>
    /// <param name="gain">(width); null: 1.</param>
    public ITensor RmsNorm(ITensor x, ITensor? gain, int width, double epsilon) => tensors.Own(AtenDispatcher.Call(
        "aten::rms_norm"u8,
        [
            Argument(x),
            AtenDispatcher.Argument([width]),
            gain is null ? AtenDispatcher.None : AtenDispatcher.Present(Argument(gain)),
            AtenDispatcher.Present(AtenDispatcher.Argument(epsilon)),
        ]));

    /// <inheritdoc cref="AttentionOperator"/>
    public ITensor Attention(ITensor q, ITensor k, ITensor v, bool isCausal, bool isGrouped)
    {
        var result = tensors.Own(AttentionOperator.Run(q.Handle, k.Handle, v.Handle, isCausal, isGrouped));
        // A finalizer deletes an unreferenced tensor, even while libtorch uses its handle.
        GC.KeepAlive(q);
        GC.KeepAlive(k);
        GC.KeepAlive(v);
        return result;
    }

    /// <summary>torch.view_as_complex: the pairs of the last dimension as complex numbers, a view.</summary>
    public ITensor AsComplex(ITensor pairs) => tensors.Own(AtenDispatcher.Call("aten::view_as_complex"u8, [Argument(pairs)]));

    /// <summary>A view if the layout allows it, otherwise a copy.</summary>
    public ITensor Reshape(ITensor x, long rows, long columns) =>
        tensors.Own(AtenDispatcher.Call("aten::reshape"u8, [Argument(x), AtenDispatcher.Argument([rows, columns])]));

    /// <summary>
    /// x·Wᵀ with int8 weights. They are converted while they are read, and the sum of each row of W is multiplied by its factor.
    /// </summary>
    /// <param name="x">(rows, inputs).</param>
    /// <param name="weights">(outputs, inputs), int8.</param>
    /// <param name="factors">(outputs), in the type of x.</param>
    /// <returns>(rows, outputs).</returns>
    public ITensor MultiplyInt8(ITensor x, ITensor weights, ITensor factors) => tensors.Own(
        AtenDispatcher.Call("aten::_weight_int8pack_mm"u8, [Argument(x), Argument(weights), Argument(factors)]));

    /// <summary>x · y, element by element.</summary>
    /// <param name="result">Of the shape of x, to which y is broadcast; may be x.</param>
    public static void Multiply(ITensor x, ITensor y, ITensor result) =>
        AtenDispatcher.Write("aten::mul"u8, "out"u8, [Argument(x), Argument(y), Argument(result)]);

    /// <summary>x / (1 + e⁻ˣ).</summary>
    public static void Silu(ITensor x, ITensor result) =>
        AtenDispatcher.Write("aten::silu"u8, "out"u8, [Argument(x), Argument(result)]);

    /// <summary>The rows of a table at <paramref name="ids"/>.</summary>
    /// <param name="ids">(n), 64-bit integers.</param>
    /// <param name="result">(n, columns).</param>
    public static void Rows(ITensor table, ITensor ids, ITensor result) =>
        AtenDispatcher.Write("aten::index_select"u8, "out"u8, [Argument(table), 0, Argument(ids), Argument(result)]);

    /// <summary>The index of the largest element of each row.</summary>
    /// <param name="result">(rows), 64-bit integers.</param>
    public static void Largest(ITensor rows, ITensor result)
    {
        const long lastDimension = -1;
        AtenDispatcher.Write(
            "aten::argmax"u8, "out"u8,
            [
                Argument(rows),
                AtenDispatcher.Present(unchecked((ulong)lastDimension)),
                AtenDispatcher.Argument(false), // keepdim
                Argument(result),
            ]);
    }
}
