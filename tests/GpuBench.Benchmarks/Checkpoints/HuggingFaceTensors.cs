using GpuBench.Workloads.Models;

namespace GpuBench.Benchmarks.Checkpoints;

/// <summary>The weights of a decoder under the names and in the layout of transformers' classes.</summary>
internal sealed class HuggingFaceTensors(CheckpointFamily family, LlamaWeights weights)
{
    private readonly LlamaConfig _config = family.Config;

    public IReadOnlyList<NamedTensor> All() =>
    [
        Matrix("model.embed_tokens", weights.Embedding),
        .. weights.Layers.SelectMany((layer, index) => Layer($"model.layers.{index}.", layer)),
        Vector("model.norm.weight", weights.FinalGain),
        Matrix("lm_head", weights.Output),
    ];

    private IEnumerable<NamedTensor> Layer(string prefix, LlamaLayerWeights layer)
    {
        var attention = prefix + "self_attn.";
        yield return Vector(prefix + "input_layernorm.weight", layer.AttentionGain);
        foreach (var (name, rows) in Projections())
        {
            yield return Matrix(attention + name, layer.Qkv, rows);
            if (layer.QkvBias.Length > 0)
                yield return Vector($"{attention}{name}.bias", [.. rows.Select(row => layer.QkvBias[row])]);
        }
        if (_config.HasHeadNorms)
        {
            yield return Vector(attention + "q_norm.weight", [.. Reordered(0, 1).Select(at => layer.QueryGain[at])]);
            yield return Vector(attention + "k_norm.weight", [.. Reordered(0, 1).Select(at => layer.KeyGain[at])]);
        }
        yield return Matrix(attention + "o_proj", layer.AttentionOutput);
        // In every class this name is of the norm ahead of the feed-forward part.
        yield return Vector(prefix + "post_attention_layernorm.weight", layer.FfnGain);
        if (family.JoinsGateAndUp)
            yield return Matrix(prefix + "mlp.gate_up_proj", layer.GateUp);
        else
        {
            yield return Matrix(prefix + "mlp.gate_proj", layer.GateUp, Range(0, _config.Ffn));
            yield return Matrix(prefix + "mlp.up_proj", layer.GateUp, Range(_config.Ffn, _config.Ffn));
        }
        yield return Matrix(prefix + "mlp.down_proj", layer.Down);
        if (_config.HasOutputNorms)
        {
            yield return Vector(prefix + "post_self_attn_layernorm.weight", layer.AttentionOutputGain);
            yield return Vector(prefix + "post_mlp_layernorm.weight", layer.FfnOutputGain);
        }
    }

    /// <summary>Which rows of our joint projection each projection has, in the order of transformers.</summary>
    private IEnumerable<(string Name, int[] Rows)> Projections()
    {
        var keys = _config.HeadCount;
        yield return ("q_proj", Reordered(0, keys));
        yield return ("k_proj", Reordered(keys, _config.KvHeadCount));
        yield return ("v_proj", Range((keys + _config.KvHeadCount) * _config.HeadSize, _config.KvHeadCount * _config.HeadSize));
    }

    /// <summary>
    /// The rows of heads. Where transformers rotates elements i and i + D/2 together, its row i is our row 2i, and its row i + D/2 is our
    /// row 2i + 1. Products of queries and keys do not change, because both have the same order.
    /// </summary>
    private int[] Reordered(int firstHead, int headCount)
    {
        var (size, half) = (_config.HeadSize, _config.HeadSize / 2);
        return
        [
            .. from head in Enumerable.Range(firstHead, headCount)
               from at in Enumerable.Range(0, size)
               select (head * size) + (family.RotatesHalves ? (at < half ? 2 * at : (2 * (at - half)) + 1) : at),
        ];
    }

    private static int[] Range(int start, int count) => [.. Enumerable.Range(start, count)];

    private static NamedTensor Matrix(string name, WeightMatrix matrix) => Matrix(name, matrix, Range(0, matrix.RowCount));

    private static NamedTensor Matrix(string name, WeightMatrix matrix, int[] rows)
    {
        var values = new float[rows.Length * matrix.ColumnCount];
        for (var row = 0; row < rows.Length; row++)
        {
            var target = values.AsSpan(row * matrix.ColumnCount, matrix.ColumnCount);
            matrix.UnscaledRow(rows[row]).CopyTo(target);
            foreach (ref var value in target)
                value *= matrix.Scale;
        }
        return new(name + ".weight", [rows.Length, matrix.ColumnCount], values);
    }

    private static NamedTensor Vector(string name, float[] values) => new(name, [values.Length], values);
}
