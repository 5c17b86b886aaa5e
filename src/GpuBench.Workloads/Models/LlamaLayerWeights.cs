namespace GpuBench.Workloads.Models;

/// <summary>One layer. Matrices are (outputs, inputs): y = W·x.</summary>
/// <param name="Qkv">Rows: queries of all heads, keys, values.</param>
/// <param name="GateUp">Rows: the gate, then its factor.</param>
public sealed record LlamaLayerWeights(
    float[] AttentionGain, WeightMatrix Qkv, WeightMatrix AttentionOutput, float[] FfnGain, WeightMatrix GateUp, WeightMatrix Down);
