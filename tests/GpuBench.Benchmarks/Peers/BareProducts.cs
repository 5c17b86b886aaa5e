using GpuBench.Measuring.Trials;
using GpuBench.Torch.Models;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Models;

namespace GpuBench.Benchmarks.Peers;

/// <summary>
/// Only the matrix products of a decoder's pass by torch.mm, with matrices of the same size in the same order: what a program takes that
/// calls libtorch once for each matrix and does nothing else.
/// </summary>
internal sealed class BareProducts : IDisposable
{
    private readonly DeviceWeights _weights;
    private readonly ITensor _hidden;
    private readonly ITensor _attention;
    private readonly ITensor _ffn;
    private readonly ITensor _last;

    /// <param name="rowCount">Tokens of a pass. The output matrix is multiplied by the last token only.</param>
    public BareProducts(LlamaConfig config, ITensorFactory tensors, int rowCount)
    {
        const DType type = DType.Bf16;
        _weights = new(new LlamaWeights(config, type, seed: 1), tensors, isPacked: false);
        ITensor Random(int rows, int columns) => tensors.FromWords(
            Packed.Words(SeededData.Normal(1, $"{rows}×{columns}", rows * columns), type), [rows, columns], type);
        (_hidden, _attention) = (Random(rowCount, config.Hidden), Random(rowCount, config.AttentionWidth));
        (_ffn, _last) = (Random(rowCount, config.Ffn), Random(1, config.Hidden));
    }

    public void Pass()
    {
        foreach (var layer in _weights.Layers)
        {
            _hidden.Multiply(Of(layer.Qkv)).Dispose();
            _attention.Multiply(Of(layer.AttentionOutput)).Dispose();
            _hidden.Multiply(Of(layer.GateUp)).Dispose();
            _ffn.Multiply(Of(layer.Down)).Dispose();
        }
        _last.Multiply(Of(_weights.Output)).Dispose();
    }

    public void Dispose()
    {
        _weights.Dispose();
        foreach (var tensor in new[] { _hidden, _attention, _ffn, _last })
            tensor.Dispose();
    }

    private static ITensor Of(IWeightMatrix matrix) => ((DenseMatrix)matrix).Transposed;
}
