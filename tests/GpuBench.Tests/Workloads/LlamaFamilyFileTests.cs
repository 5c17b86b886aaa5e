using System.Text.RegularExpressions;
using GpuBench.Measuring;
using GpuBench.Workloads.Models;
using Xunit;

namespace GpuBench.Tests.Workloads;

/// <summary>Files in the layout in which each family publishes them, with the fields that do not matter here.</summary>
public sealed class LlamaFamilyFileTests : IDisposable
{
    private const string Llama2 =
        """
        {
          "_name_or_path": "made/for-this-test", "architectures": ["LlamaForCausalLM"], "bos_token_id": 1, "eos_token_id": 2,
          "hidden_act": "silu", "hidden_size": 5120, "initializer_range": 0.02, "intermediate_size": 13824,
          "max_position_embeddings": 4096, "model_type": "llama", "num_attention_heads": 40, "num_hidden_layers": 40,
          "num_key_value_heads": 40, "pretraining_tp": 1, "rms_norm_eps": 1e-05, "rope_scaling": null,
          "tie_word_embeddings": false, "torch_dtype": "float16", "transformers_version": "4.32.0.dev0", "use_cache": true,
          "vocab_size": 32000
        }
        """;

    private const string Mistral =
        """
        {
          "architectures": ["MistralForCausalLM"], "attention_dropout": 0.0, "bos_token_id": 1, "eos_token_id": 2,
          "hidden_act": "silu", "hidden_size": 4096, "initializer_range": 0.02, "intermediate_size": 14336,
          "max_position_embeddings": 32768, "model_type": "mistral", "num_attention_heads": 32, "num_hidden_layers": 32,
          "num_key_value_heads": 8, "rms_norm_eps": 1e-05, "rope_theta": 1000000.0, "sliding_window": null,
          "tie_word_embeddings": false, "torch_dtype": "bfloat16", "transformers_version": "4.36.0", "use_cache": true,
          "vocab_size": 32000
        }
        """;

    private const string Qwen25 =
        """
        {
          "architectures": ["Qwen2ForCausalLM"], "attention_dropout": 0.0, "bos_token_id": 151643, "eos_token_id": 151645,
          "hidden_act": "silu", "hidden_size": 3584, "initializer_range": 0.02, "intermediate_size": 18944,
          "max_position_embeddings": 32768, "max_window_layers": 28, "model_type": "qwen2", "num_attention_heads": 28,
          "num_hidden_layers": 28, "num_key_value_heads": 4, "rms_norm_eps": 1e-06, "rope_theta": 1000000.0,
          "sliding_window": 131072, "tie_word_embeddings": false, "torch_dtype": "bfloat16", "transformers_version": "4.43.1",
          "use_cache": true, "use_mrope": false, "use_sliding_window": false, "vocab_size": 152064
        }
        """;

    private const string Qwen3 =
        """
        {
          "architectures": ["Qwen3ForCausalLM"], "attention_bias": false, "attention_dropout": 0.0, "bos_token_id": 151643,
          "eos_token_id": 151645, "head_dim": 128, "hidden_act": "silu", "hidden_size": 2560, "initializer_range": 0.02,
          "intermediate_size": 9728, "max_position_embeddings": 40960, "max_window_layers": 36, "model_type": "qwen3",
          "num_attention_heads": 32, "num_hidden_layers": 36, "num_key_value_heads": 8, "rms_norm_eps": 1e-06,
          "rope_scaling": null, "rope_theta": 1000000, "sliding_window": null, "tie_word_embeddings": true,
          "torch_dtype": "bfloat16", "transformers_version": "4.51.0", "use_cache": true, "use_sliding_window": false,
          "layer_types": ["full_attention", "full_attention"], "vocab_size": 151936
        }
        """;

    private const string Glm4 =
        """
        {
          "architectures": ["Glm4ForCausalLM"], "attention_bias": true, "attention_dropout": 0.0,
          "eos_token_id": [151329, 151336, 151338], "head_dim": 128, "hidden_act": "silu", "hidden_size": 4096,
          "initializer_range": 0.02, "intermediate_size": 13696, "max_position_embeddings": 32768, "model_type": "glm4",
          "num_attention_heads": 32, "num_hidden_layers": 40, "num_key_value_heads": 2, "pad_token_id": 151329,
          "partial_rotary_factor": 0.5, "rms_norm_eps": 1e-05, "rope_theta": 10000.0, "tie_word_embeddings": false,
          "torch_dtype": "bfloat16", "transformers_version": "4.52.0.dev0", "use_cache": true, "vocab_size": 151552
        }
        """;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(Llama2, "llama2-13b")]
    [InlineData(Mistral, "mistral-7b")]
    [InlineData(Qwen25, "qwen2.5-7b")]
    [InlineData(Qwen3, "qwen3-4b")]
    [InlineData(Glm4, "glm-4-9b")]
    public void A_published_file_has_the_name_of_its_preset(string content, string preset) => Assert.Equal(preset, NameOf(content));

    [Fact]
    public void A_file_of_the_older_GLM_4_differs_only_in_the_norms_of_outputs()
    {
        var older = Read(Glm4.Replace("\"glm4\"", "\"glm\"", StringComparison.Ordinal));
        Assert.Equal(LlamaConfig.Find("glm-4-9b") with { Name = older.Name, HasOutputNorms = false }, older);
        Assert.EndsWith("_qkvbias_rot64", older.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rotated_share_of_a_head_is_read_where_files_state_it_and_is_half_by_default()
    {
        Assert.Equal(32, Read(With(Glm4, "partial_rotary_factor", "0.25")).RotarySize);
        Assert.Equal(128, Read(With(Glm4, "partial_rotary_factor", "1")).RotarySize);
        Assert.Equal(64, Read(Without(Glm4, "partial_rotary_factor")).RotarySize);
        const string Inner = """null, "rope_parameters": {"rope_theta": 7, "partial_rotary_factor": 0.75}""";
        var inner = Read(With(Without(Glm4, "rope_theta"), "partial_rotary_factor", Inner));
        Assert.Equal((96, 7.0), (inner.RotarySize, inner.RopeTheta));
        Assert.Equal(64, Read(With(Qwen25, "use_mrope", """false, "head_dim": 64""")).RotarySize);
    }

    [Fact]
    public void Biases_follow_the_family()
    {
        Assert.True(Read(With(Qwen25, "use_mrope", """false, "attention_bias": false""")).HasQkvBias);
        Assert.False(Read(With(Glm4, "attention_bias", "false")).HasQkvBias);
        Assert.False(Read(Qwen3).HasQkvBias);
    }

    [Fact]
    public void Omitted_key_heads_have_the_default_of_the_family_and_null_means_one_for_each_query_head()
    {
        Assert.Equal(40, Read(Without(Llama2, "num_key_value_heads")).KvHeadCount);
        Assert.Equal(8, Read(Without(Mistral, "num_key_value_heads")).KvHeadCount);
        Assert.Equal(32, Read(With(Mistral, "num_key_value_heads", "null")).KvHeadCount);
        Assert.Equal(2, Read(Without(Glm4, "num_key_value_heads")).KvHeadCount);
    }

    [Theory]
    [InlineData(Glm4, "attention_bias", null, "its default depends on the version of transformers; add true or false")]
    [InlineData(Glm4, "partial_rotary_factor", "0", "not a number above 0 and up to 1")]
    [InlineData(Glm4, "partial_rotary_factor", "1.5", "partial_rotary_factor is 1.5, not a number")]
    [InlineData(Glm4, "partial_rotary_factor", "0.01", "1 elements of each head are rotated")]
    [InlineData(Glm4, "partial_rotary_factor", "\"half\"", "partial_rotary_factor is \"half\", not a number")]
    [InlineData(Qwen25, "use_mrope", "0, \"partial_rotary_factor\": 0.5", "qwen2 rotates whole heads")]
    [InlineData(Mistral, "sliding_window", "4096", "set sliding_window to null in a copy of the file")]
    [InlineData(Mistral, "sliding_window", null, "sliding_window is missing, which means 4096 in mistral")]
    [InlineData(Qwen25, "use_sliding_window", "true", "sliding_window is 131072")]
    [InlineData(Qwen25, "use_sliding_window", "\"false\"", "use_sliding_window is \"false\", not true or false")]
    [InlineData(Qwen3, "layer_types", "[\"sliding_attention\"]", "only full_attention is supported")]
    [InlineData(Qwen3, "layer_types", "7", "layer_types is 7")]
    [InlineData(Qwen3, "attention_bias", "true", "attention_bias is true")]
    [InlineData(Llama2, "hidden_act", "\"gelu\"", "hidden_act is \"gelu\"")]
    [InlineData(Llama2, "pretraining_tp", "1, \"mlp_bias\": true", "mlp_bias is true")]
    [InlineData(Llama2, "pretraining_tp", "1, \"num_local_experts\": 8", "use the config.json of a dense model")]
    [InlineData(
        Qwen25, "use_mrope", "0, \"quantization_config\": {}", "or remove the field to measure the shape in the types of --axis dtype")]
    [InlineData(Qwen25, "tie_word_embeddings", "\"true\"", "tie_word_embeddings is \"true\", not true or false")]
    [InlineData(Llama2, "num_attention_heads", "39", "hidden_size 5120 is no multiple of num_attention_heads 39; add head_dim")]
    [InlineData(Llama2, "num_attention_heads", "0", "num_attention_heads is 0, not a whole number in 1..16777216")]
    [InlineData(Llama2, "num_hidden_layers", "2147483648", "num_hidden_layers is 2147483648, not a whole number in 1..16777216")]
    [InlineData(Llama2, "num_hidden_layers", "16777216", "it has 16777216 layers, but at most 16384")]
    [InlineData(Llama2, "hidden_size", "-4096", "hidden_size is -4096, not a whole number")]
    [InlineData(Llama2, "hidden_size", "5120.5", "hidden_size is 5120.5, not a whole number")]
    [InlineData(Llama2, "hidden_size", "1e999", "$.hidden_size on line 3: 1e999 is outside the range of a double")]
    [InlineData(Llama2, "hidden_size", "5120, \"hidden_size\": 64", "$.hidden_size on line 3: duplicate member")]
    [InlineData(Llama2, "vocab_size", "null", "vocab_size is missing; add it")]
    [InlineData(Llama2, "vocab_size", "[32000]", "vocab_size is [32000], not a whole number")]
    [InlineData(Llama2, "model_type", "null", "model_type is missing; use a model of one of llama")]
    [InlineData(Llama2, "model_type", "[\"llama\"]", "model_type is [\"llama\"], not a text")]
    [InlineData(Llama2, "rope_scaling", "null, \"rope_parameters\": 3", "rope_parameters is 3, not an object")]
    [InlineData(Qwen3, "head_dim", "127", "the head size is 127")]
    [InlineData(Qwen3, "head_dim", "16777216", "elements a token, but at most 16777216")]
    public void A_field_that_means_other_work_or_no_shape_is_refused_by_name(string content, string field, string? value, string message)
    {
        var error = Assert.Throws<UserError>(() => Read(value is null ? Without(content, field) : With(content, field, value)));
        Assert.Equal(ExitCode.BadInput, error.ExitCode);
        Assert.StartsWith(_path, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_value_is_cut_in_the_message()
    {
        var error = Assert.Throws<UserError>(() => Read(With(Llama2, "hidden_size", $"\"{new string('x', 100_000)}\"")));
        Assert.InRange(error.Message.Length, 60, _path.Length + 200);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("  \n ", "it is empty")]
    [InlineData("null", "the outermost value must be an object")]
    [InlineData("""{ "model_type": "llama", "hidden_size": 51""", "the file was cut off")]
    [InlineData("not json", "'not json'")]
    public void A_broken_file_is_refused(string content, string message) => AssertRefused(content, message);

    [Fact]
    public void A_deeply_nested_file_is_refused() =>
        AssertRefused($$"""{ "model_type": {{new string('[', 100_000)}}""", "the file was cut off", "nested deeper");

    [Fact]
    public void A_folder_is_refused()
    {
        Directory.CreateDirectory(_path);
        try
        {
            var error = Assert.Throws<UserError>(() => LlamaConfigFile.Read(_path));
            Assert.Equal(ExitCode.BadInput, error.ExitCode);
            Assert.Contains("it is a folder; name a file in it", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(_path);
        }
    }

    /// <summary>A sparse file of 400 MB, of which nothing may be read.</summary>
    [Fact]
    public void A_huge_file_is_refused_before_it_is_read()
    {
        using (var file = File.Create(_path))
            file.SetLength(400_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<UserError>(() => LlamaConfigFile.Read(_path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Equal(ExitCode.BadInput, error.ExitCode);
        Assert.Contains("longer than 16 MiB", error.Message, StringComparison.Ordinal);
    }

    private static string With(string content, string field, string value) =>
        Pattern(field).Replace(content, _ => $"\"{field}\": {value}", 1);

    private static string Without(string content, string field) => Pattern(field).Replace(content, "\"unread\": 0", 1);

    private static Regex Pattern(string field) => new($"\"{field}\": (\\[[^]]*\\]|[^,\\n]+)", RegexOptions.NonBacktracking);

    private void AssertRefused(string content, params string[] messages)
    {
        var error = Assert.Throws<UserError>(() => Read(content));
        Assert.Equal(ExitCode.BadInput, error.ExitCode);
        Assert.True(messages.Any(error.Message.Contains), error.Message);
    }

    private string NameOf(string content)
    {
        File.WriteAllText(_path, content);
        return LlamaConfigFile.NameOf(_path);
    }

    private LlamaConfig Read(string content)
    {
        File.WriteAllText(_path, content);
        return LlamaConfigFile.Read(_path);
    }
}
