namespace GpuBench.Workloads.Models;

/// <summary>One layer. Matrices are (outputs, inputs): y = W·x.</summary>
/// <param name="Qkv">Rows: queries of all heads, keys, values.</param>
/// <param name="QueryGain">Of the norm of each head's query; empty without head norms.</param>
/// <param name="KeyGain">Of the norm of each head's key; empty without head norms.</param>
/// <param name="GateUp">Rows: the gate, then its factor.</param>
public sealed record LlamaLayerWeights(
    float[] AttentionGain, WeightMatrix Qkv, float[] QueryGain, float[] KeyGain, WeightMatrix AttentionOutput,
    float[] FfnGain, WeightMatrix GateUp, WeightMatrix Down);
