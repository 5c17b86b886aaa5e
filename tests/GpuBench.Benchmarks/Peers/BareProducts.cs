using GpuBench.Torch.Models;
using GpuBench.Workloads.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace GpuBench.Benchmarks.Peers;

/// <summary>
/// Only the matrix products of a decoder's pass, with matrices of the same size in the same order. Their time is the cost of the weights
/// alone. It gives an upper bound for the speed of any decoder on the same library.
/// </summary>
internal sealed class BareProducts : IDisposable
{
    private readonly DeviceWeights _weights;
    private readonly Tensor _hidden;
    private readonly Tensor _attention;
    private readonly Tensor _ffn;
    private readonly Tensor _last;

    /// <param name="rowCount">Tokens of a pass. The output matrix is multiplied by the last token only.</param>
    public BareProducts(LlamaConfig config, ScalarType type, int rowCount)
    {
        _weights = new(new LlamaWeights(config, Measuring.Trials.DType.Bf16, seed: 1), type, CPU);
        Tensor Random(int rows, int columns) => randn(rows, columns).to(type);
        (_hidden, _attention) = (Random(rowCount, config.Hidden), Random(rowCount, config.AttentionWidth));
        (_ffn, _last) = (Random(rowCount, config.Ffn), Random(1, config.Hidden));
    }

    public void Pass()
    {
        using var unrecorded = no_grad();
        using var scope = NewDisposeScope();
        foreach (var layer in _weights.Layers)
        {
            linear(_hidden, layer.Qkv).Dispose();
            _attention.mm(layer.AttentionOutput).Dispose();
            linear(_hidden, layer.GateUp).Dispose();
            _ffn.mm(layer.Down).Dispose();
        }
        linear(_last, _weights.Output).Dispose();
    }

    public void Dispose()
    {
        _weights.Dispose();
        foreach (var tensor in new[] { _hidden, _attention, _ffn, _last })
            tensor.Dispose();
    }
}
