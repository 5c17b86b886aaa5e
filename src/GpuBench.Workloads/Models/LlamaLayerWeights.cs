namespace GpuBench.Workloads.Models;

/// <summary>One layer. Matrices are (outputs, inputs): y = W·x.</summary>
/// <param name="Qkv">Rows: queries of all heads, keys, values.</param>
/// <param name="QkvBias">One for each row of <paramref name="Qkv"/>; empty without biases.</param>
/// <param name="QueryGain">Of the norm of each head's query; empty without head norms.</param>
/// <param name="KeyGain">Of the norm of each head's key; empty without head norms.</param>
/// <param name="AttentionOutputGain">Of the norm of the attention's output; empty without output norms.</param>
/// <param name="GateUp">Rows: the gate, then its factor.</param>
/// <param name="FfnOutputGain">Of the norm of the feed-forward part's output; empty without output norms.</param>
public sealed record LlamaLayerWeights(
    float[] AttentionGain, WeightMatrix Qkv, float[] QkvBias, float[] QueryGain, float[] KeyGain, WeightMatrix AttentionOutput,
    float[] AttentionOutputGain, float[] FfnGain, WeightMatrix GateUp, WeightMatrix Down, float[] FfnOutputGain);
