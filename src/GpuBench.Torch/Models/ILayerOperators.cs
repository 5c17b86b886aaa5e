using static TorchSharp.torch;

namespace GpuBench.Torch.Models;

/// <summary>What a decoder's layer does between its matrix products. Results are in the current dispose scope.</summary>
internal interface ILayerOperators : IDisposable
{
    /// <summary>For the result's kernel column.</summary>
    string Description { get; }

    /// <summary>x / √(mean(x²) + ε) · gain over rows, (rows, hidden).</summary>
    Tensor Normalize(Tensor x, Tensor gain);

    /// <summary>
    /// Turns queries and keys by their positions, stores keys and values in the cache and attends to all that it holds then.
    /// </summary>
    /// <param name="projected">(B·S, (H + 2·Hkv)·D): queries, keys, values. May be changed.</param>
    /// <returns>(B·S, H·D).</returns>
    Tensor Attend(Tensor projected, int layer, Positions positions, KvCache cache);

    /// <summary>silu(gate) · up.</summary>
    /// <param name="both">(rows, 2·ffn): gate, then up.</param>
    /// <returns>(rows, ffn).</returns>
    Tensor Gate(Tensor both);
}
