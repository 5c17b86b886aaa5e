using System.Globalization;
using System.Text.RegularExpressions;
using GpuBench.Publications.Normalising;
using GpuBench.Workloads.Models;
using Xunit;

namespace GpuBench.Tests.Publications;

public sealed partial class PublishedModelsTests
{
    private static readonly Dictionary<string, string> PresetOf = LlamaConfig.All
        .SelectMany(preset => PublishedModels.Of(preset.Name).Select(model => (model, preset.Name)))
        .ToDictionary(pair => pair.model, pair => pair.Name);

    public static TheoryData<string> Names => [.. PresetOf.Keys];

    /// <summary>The dictionary would throw if a name stood twice.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_size_in_a_name_is_that_of_its_preset(string model)
    {
        var billions = double.Parse(Size().Match(model).Groups["billions"].ValueSpan, CultureInfo.InvariantCulture);
        Assert.InRange(LlamaConfig.Find(PresetOf[model]).ParameterCount / 1e9, billions * 0.95, billions * 1.1);
    }

    /// <summary>A name is compared letter by letter, so another spelling would be another model.</summary>
    [Fact]
    public void The_figures_spell_each_name_as_the_list_does()
    {
        var published = Normalizer.Shipped.Figures.All
            .Where(figure => figure.Kind == "llm").Select(figure => figure.Word("model")).OfType<string>().ToHashSet();
        Assert.DoesNotContain(published, model =>
            !PresetOf.ContainsKey(model) && PresetOf.Keys.Contains(model, StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("llama2-13b", "Llama-2-13B")]
    [InlineData("mistral-7b", "Mistral-7B")]
    [InlineData("qwen2.5-0.5b", "Qwen2-0.5B-Instruct")]
    [InlineData("qwen2.5-1.5b", "Qwen2.5-1.5B-Instruct")]
    [InlineData("qwen2.5-3b", "Qwen2.5-3B-Instruct")]
    [InlineData("qwen2.5-7b", "Qwen2-7B-Instruct")]
    [InlineData("qwen2.5-14b", "Qwen2.5-14B-Instruct")]
    [InlineData("glm-4-9b", "GLM-4-9B-0414")]
    public void A_preset_has_published_figures(string preset, string model)
    {
        Assert.Contains(model, PublishedModels.Of(preset));
        Assert.Contains(Normalizer.Shipped.Figures.All, figure => figure.Word("model") == model);
    }

    /// <summary>
    /// More key heads; no norms of outputs; another vocabulary; biases in all projections or none; an untied output matrix; quantised
    /// weights.
    /// </summary>
    [Theory]
    [InlineData("GLM-4-9B-Chat-1M")]
    [InlineData("GLM-4-9B-Chat")]
    [InlineData("GLM-4-32B-0414")]
    [InlineData("ChatGLM3-6B")]
    [InlineData("CodeLlama-7B")]
    [InlineData("InternLM-7B")]
    [InlineData("DeepSeek-R1-Distill-Qwen-1.5B")]
    [InlineData("Qwen-7B")]
    [InlineData("Qwen-14B")]
    [InlineData("Qwen1.5-7B-Chat")]
    [InlineData("Qwen1.5-14B-Chat")]
    [InlineData("Qwen2.5-7B-GPTQ-Int8")]
    [InlineData("Qwen3-14B-AWQ")]
    [InlineData("Llama-3.1-8B-Instruct-FP8")]
    public void A_model_of_another_shape_or_with_quantised_weights_belongs_to_no_preset(string model) =>
        Assert.DoesNotContain(model, PresetOf.Keys);

    /// <summary>The instruct model of 14 billion has another epsilon than the base model.</summary>
    [Fact]
    public void A_shape_that_differs_in_angles_and_epsilon_alone_belongs_to_the_preset()
    {
        var preset = LlamaConfig.Find("qwen2.5-14b");
        var names = PublishedModels.Of(preset.Name);
        Assert.Equal(names, PublishedModels.Of(LlamaShapeWord.Write(preset with { NormEpsilon = 1e-6, RopeTheta = 5e6 })));
        Assert.Empty(PublishedModels.Of(LlamaShapeWord.Write(preset with { HasQkvBias = false })));
        Assert.Empty(PublishedModels.Of(LlamaShapeWord.Write(preset with { RotarySize = 64 })));
        Assert.Empty(PublishedModels.Of(LlamaShapeWord.Write(preset with { VocabularySize = 151_936 })));
        Assert.Empty(PublishedModels.Of(LlamaShapeWord.Write(preset with { HeadSize = 127 })));
        Assert.Empty(PublishedModels.Of("gpt5"));
    }

    [GeneratedRegex(@"-(?<billions>\d+(\.\d+)?)B", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Size();
}
