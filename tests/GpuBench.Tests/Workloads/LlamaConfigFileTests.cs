using GpuBench.Measuring;
using GpuBench.Workloads.Models;
using Xunit;

namespace GpuBench.Tests.Workloads;

public sealed class LlamaConfigFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_file_becomes_a_name_that_contains_its_whole_shape()
    {
        Write(
            """{ "model_type": "llama", "hidden_size": 512, "num_hidden_layers": 6, "num_attention_heads": 8,"""
            + """ "num_key_value_heads": 2, "intermediate_size": 1376, "vocab_size": 5000, "rope_theta": 20000.5,"""
            + """ "rms_norm_eps": 1e-5, "tie_word_embeddings": true, "sliding_window": null }""");
        var name = LlamaConfigFile.NameOf(_path);
        Assert.Equal("llama_l6_d512_h8_kv2_s64_f1376_v5000_theta20000.5_eps1E-05_tied", name);
        Assert.Equal(new LlamaConfig(name, 6, 512, 8, 2, 64, 1376, 5000, 20_000.5, 1e-5, IsTied: true), LlamaConfig.Find(name));
        Assert.Equal(name, LlamaConfigFile.NameOf(name));
    }

    [Fact]
    public void Omitted_values_have_the_defaults_of_transformers()
    {
        Write(
            """{ "model_type": "llama", "hidden_size": 128, "num_hidden_layers": 1, "num_attention_heads": 4,"""
            + """ "intermediate_size": 64, "vocab_size": 100, "rope_parameters": { "rope_theta": 7 } }""");
        Assert.Equal(
            new LlamaConfig("", 1, 128, 4, 4, 32, 64, 100, 7, 1e-6, IsTied: false), LlamaConfigFile.Read(_path) with { Name = "" });
    }

    [Fact]
    public void A_file_with_the_shape_of_a_preset_has_the_name_of_the_preset()
    {
        Write(
            """{ "model_type": "llama", "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32,"""
            + """ "num_key_value_heads": 8, "intermediate_size": 14336, "vocab_size": 128256, "rope_theta": 500000.0,"""
            + """ "rms_norm_eps": 1e-05 }""");
        Assert.Equal("llama3-8b", LlamaConfigFile.NameOf(_path));
    }

    [Fact]
    public void The_file_of_a_Qwen3_model_has_head_norms_and_a_window_that_it_does_not_use()
    {
        Write(
            """{ "model_type": "qwen3", "hidden_size": 1024, "num_hidden_layers": 28, "num_attention_heads": 16,"""
            + """ "num_key_value_heads": 8, "intermediate_size": 3072, "vocab_size": 151936, "rope_theta": 1000000,"""
            + """ "rms_norm_eps": 1e-06, "tie_word_embeddings": true, "sliding_window": 4096, "use_sliding_window": false }""");
        Assert.Equal("qwen3-0.6b", LlamaConfigFile.NameOf(_path));
        var shape = LlamaConfigFile.Read(_path);
        Assert.EndsWith("_tied_qknorm", shape.Name, StringComparison.Ordinal);
        Assert.Equal(shape, LlamaConfig.Find(shape.Name));
    }

    [Theory]
    [InlineData(
        """{ "model_type": "mixtral" }""", "model_type is \"mixtral\"; use a model of one of llama, mistral, qwen2, qwen3, glm, glm4")]
    [InlineData("""{ "hidden_size": 1 }""", "model_type is missing")]
    [InlineData("""{ "model_type": "llama", "hidden_size": 512 }""", "num_attention_heads is missing; add it")]
    [InlineData("""{ "model_type": "llama", "hidden_size": "wide" }""", "hidden_size is \"wide\", not a whole number in 1..16777216")]
    [InlineData("""{ "model_type": "llama", "attention_bias": true }""", "attention_bias is true, which the decoder here does not compute")]
    [InlineData("""{ "model_type": "qwen3", "use_sliding_window": true, "sliding_window": 4096 }""", "sliding_window is 4096")]
    [InlineData(
        """{ "model_type": "llama", "hidden_size": 96, "num_hidden_layers": 1, "num_attention_heads": 6,"""
        + """ "num_key_value_heads": 4, "intermediate_size": 64, "vocab_size": 100 }""",
        "6 query heads cannot share 4 key heads")]
    [InlineData(
        """{ "model_type": "llama", "hidden_size": 96, "num_hidden_layers": 0, "num_attention_heads": 6,"""
        + """ "intermediate_size": 64, "vocab_size": 100 }""",
        "num_hidden_layers is 0, not a whole number in 1..16777216")]
    [InlineData("[1]", "outermost value must be an object")]
    [InlineData("{", "the file was cut off")]
    public void The_error_for_an_invalid_file_names_the_file_and_the_fault(string content, string message)
    {
        Write(content);
        var error = Assert.Throws<UserError>(() => LlamaConfigFile.NameOf(_path));
        Assert.Equal(ExitCode.BadInput, error.ExitCode);
        Assert.StartsWith(_path, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_an_unknown_name_are_refused()
    {
        Assert.Equal(ExitCode.BadInput, Assert.Throws<UserError>(() => LlamaConfigFile.NameOf("nowhere/config.json")).ExitCode);
        var unknown = Assert.Throws<UserError>(() => LlamaConfigFile.NameOf("gpt5"));
        Assert.Equal(ExitCode.Usage, unknown.ExitCode);
        Assert.Contains("llama3-8b", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, Assert.Throws<UserError>(() => LlamaConfig.Find("llama_l1_d64_h3_kv2_s8_f8_v8_theta1_eps0")).ExitCode);
    }

    private void Write(string content) => File.WriteAllText(_path, content);
}
