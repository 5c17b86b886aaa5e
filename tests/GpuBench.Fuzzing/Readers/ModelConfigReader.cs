using System.Text;
using GpuBench.Workloads.Models;

namespace GpuBench.Fuzzing.Readers;

/// <summary>A model's config.json.</summary>
internal sealed class ModelConfigReader : IFuzzedReader
{
    private static readonly string[] Texts =
    [
        """
        {
          "architectures": ["LlamaForCausalLM"], "attention_bias": false, "bos_token_id": 128000, "eos_token_id": [128001, null],
          "head_dim": 128, "hidden_size": 4096, "intermediate_size": 14336, "model_type": "llama", "num_attention_heads": 32, "num_hidden_layers": 32,
          "num_key_value_heads": 8, "rms_norm_eps": 1e-05, "rope_theta": 500000.0, "rope_scaling": { "factor": 8.0, "rope_type": "llama3" },
          "tie_word_embeddings": false, "vocab_size": 128256
        }
        """,
        """{"model_type":"mistral","hidden_size":64,"num_attention_heads":4,"num_key_value_heads":null,"num_hidden_layers":2"""
        + ""","intermediate_size":128,"vocab_size":100,"sliding_window":null,"rope_parameters":{"rope_theta":1e6}, /* small */ }""",
        """{"model_type":"qwen3","hidden_size":64,"num_attention_heads":4,"num_key_value_heads":2,"num_hidden_layers":2"""
        + ""","intermediate_size":128,"vocab_size":100,"sliding_window":32,"use_sliding_window":false,"tie_word_embeddings":true}""",
        """{"model_type":"qwen2","hidden_size":64,"num_attention_heads":4,"num_key_value_heads":2,"num_hidden_layers":2"""
        + ""","intermediate_size":128,"vocab_size":100,"layer_types":["full_attention"],"hidden_act":"silu","quantization_config":null}""",
        """{"model_type":"glm4","hidden_size":64,"num_attention_heads":4,"num_key_value_heads":2,"num_hidden_layers":2,"head_dim":16"""
        + ""","intermediate_size":128,"vocab_size":100,"attention_bias":true,"partial_rotary_factor":0.5,"rope_scaling":null}""",
    ];

    private readonly TemporaryInput _file = new("config.json");

    public string Name => "config";

    public IReadOnlyList<byte[]> Seeds { get; } = [.. Texts.Select(Encoding.UTF8.GetBytes)];

    public string? FileName => _file.Path;

    public bool IsLenient => true;

    public IEnumerable<byte[]> JsonTexts(byte[] input) => [input];

    /// <summary>The shape as a word must contain the complete configuration.</summary>
    public Reading Read(byte[] input)
    {
        var config = LlamaConfigFile.Read(_file.With(input));
        var again = LlamaShapeWord.Read(config.Name);
        if (again != config)
            throw new InvalidOperationException($"{config.Name} is read as {again}");
        return new(null);
    }
}
