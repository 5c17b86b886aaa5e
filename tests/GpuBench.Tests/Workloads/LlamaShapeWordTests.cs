using GpuBench.Measuring;
using GpuBench.Workloads.Models;
using Xunit;

namespace GpuBench.Tests.Workloads;

public sealed class LlamaShapeWordTests
{
    private const string Bare = "llama_l2_d128_h8_kv2_s16_f352_v1000_theta10000_eps1E-05";

    public static TheoryData<string> Presets => [.. LlamaConfig.All.Select(preset => preset.Name)];

    [Theory]
    [MemberData(nameof(Presets))]
    public void The_word_of_a_preset_is_read_as_its_shape(string name)
    {
        var preset = LlamaConfig.Find(name);
        var word = LlamaShapeWord.Write(preset);
        Assert.Equal(preset with { Name = word }, LlamaShapeWord.Read(word));
        Assert.Equal(name, LlamaConfigFile.NameOf(word));
    }

    [Fact]
    public void Each_property_has_a_suffix()
    {
        var bare = LlamaConfig.Find(Bare);
        Assert.Equal(Bare + "_qkvbias", LlamaShapeWord.Write(bare with { HasQkvBias = true }));
        Assert.Equal(Bare + "_rot8", LlamaShapeWord.Write(bare with { RotarySize = 8 }));
        Assert.Equal(Bare + "_outnorm", LlamaShapeWord.Write(bare with { HasOutputNorms = true }));
        var full = bare with { IsTied = true, HasHeadNorms = true, HasQkvBias = true, RotarySize = 2, HasOutputNorms = true };
        var word = LlamaShapeWord.Write(full);
        Assert.Equal(Bare + "_tied_qknorm_qkvbias_rot2_outnorm", word);
        Assert.Equal(full with { Name = word }, LlamaConfig.Find(word));
    }

    [Fact]
    public void A_word_without_suffixes_keeps_its_meaning()
    {
        var shape = LlamaConfig.Find(Bare);
        Assert.Equal(new LlamaConfig(Bare, 2, 128, 8, 2, 16, 352, 1000, 10_000, 1e-5, IsTied: false), shape);
        Assert.False(shape.HasQkvBias || shape.HasOutputNorms || shape.IsTied || shape.HasHeadNorms);
        Assert.Equal(16, shape.RotarySize);
    }

    [Fact]
    public void Two_spellings_of_a_shape_have_one_name()
    {
        Assert.Equal(Bare, LlamaConfigFile.NameOf(Bare + "_rot16"));
        Assert.Equal(Bare, LlamaConfigFile.NameOf(Bare.Replace("theta10000", "theta1e4", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_head_that_is_rotated_as_a_whole_equals_the_default()
    {
        var shape = LlamaConfig.Find("ci");
        Assert.Equal(shape, shape with { RotarySize = 16 });
        Assert.Equal(shape.GetHashCode(), (shape with { RotarySize = 16 }).GetHashCode());
        Assert.Equal(32, (shape with { HeadSize = 32 }).RotarySize);
        Assert.NotEqual(shape, shape with { RotarySize = 8 });
        Assert.Equal(shape, shape with { RotarySize = 8 } with { RotarySize = 16 });
    }

    [Theory]
    [InlineData("_rot0", "0 elements of each head are rotated")]
    [InlineData("_rot7", "7 elements of each head are rotated")]
    [InlineData("_rot18", "an even number in 2..16, the head size")]
    [InlineData("_rot99999999999", "an even number in 2..16, the head size")]
    public void An_invalid_rotation_is_refused(string suffix, string message)
    {
        var error = Assert.Throws<UserError>(() => LlamaConfig.Find(Bare + suffix));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Each dimension is allowed, but rows of the joint projection would not fit in an int.</summary>
    [Theory]
    [InlineData("llama_l1_d64_h16777216_kv16777216_s16777216_f8_v8_theta1_eps0", "844424930131968 elements a token")]
    [InlineData("llama_l16777216_d64_h2_kv2_s8_f8_v8_theta1_eps0", "16777216 layers")]
    public void Sizes_that_overflow_are_refused(string word, string message) =>
        Assert.Contains(message, Assert.Throws<UserError>(() => LlamaConfig.Find(word)).Message, StringComparison.Ordinal);
}
