using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Figures;
using Xunit;

namespace GpuBench.Tests.Reports;

/// <summary>The topics of the summary of two products that are about whole models.</summary>
public sealed class WorkTopicTests
{
    /// <summary>MLPerf benchmarks that are no language models: vision, images, videos, speech, recommendation.</summary>
    private static readonly string[] Others =
    [
        "3d-unet", "dlrm", "dlrm-v2", "dlrm-v3", "resnet50", "retinanet", "rnnt", "stable-diffusion-xl", "wan-2.2-t2v-a14b", "whisper",
    ];

    private static readonly string[] LanguageModels =
    [
        "bert", "deepseek-r1", "gpt-oss-120b", "gptj", "llama2-70b", "llama3.1-405b", "llama3.1-8b", "mixtral-8x7b", "qwen3-vl-235b-a22b",
    ];

    private static readonly IReadOnlyList<Observation> Published = Normalizer.Shipped.Figures.All;

    [Fact]
    public void Every_MLPerf_benchmark_has_a_stated_class()
    {
        var figures = Published.Where(figure => figure is { Kind: "mlperf", Quantity.IsQuoted: false }).ToList();

        Assert.NotEmpty(figures);
        Assert.All(figures, figure =>
        {
            var benchmark = figure.Word("benchmark")!;
            Assert.Contains(benchmark, Others.Concat(LanguageModels));
            Assert.Equal(Others.Contains(benchmark), WorkTopics.IsOtherModel(figure));
            Assert.Equal(LanguageModels.Contains(benchmark), WorkTopics.IsSpeedOfLanguageModel(figure));
        });
    }

    [Fact]
    public void Energy_is_no_speed_and_no_figure_has_two_topics()
    {
        Assert.Contains(Published, WorkTopics.IsEnergyOfLanguageModel);
        Assert.All(Published, figure => Assert.InRange(
            new[] { WorkTopics.IsSpeedOfLanguageModel(figure), WorkTopics.IsEnergyOfLanguageModel(figure), WorkTopics.IsOtherModel(figure) }
                .Count(isOf => isOf),
            0, 1));
        Assert.All(
            Published.Where(WorkTopics.IsEnergyOfLanguageModel), figure => Assert.Equal("energy-per-token", figure.Quantity.Name));
    }
}
