using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Publications.Projecting.Links;
using Xunit;

namespace GpuBench.Tests.Publications.Projecting;

/// <summary>Language models whose layers are split over the devices of a node.</summary>
public sealed class LinkModelTests
{
    private static readonly Normalizer Published = Normalizer.Shipped;

    /// <summary>64 sequences of a hidden size of 8192 in two bytes.</summary>
    private static readonly Observation Step = ImaginaryTasks.Decode("Llama-3-70B", 64, 2048);

    private static readonly Observation Prompt = ImaginaryTasks.Prefill("Llama-3-70B", 1, 8192);

    /// <summary>160 all-reduces of 50.7 µs; with 156 instead of 232 GB/s on the wire alone, or on the whole time.</summary>
    [Fact]
    public void A_cut_part_has_the_time_of_the_full_part_with_a_slower_wire_or_scaled_whole()
    {
        var model = Of("a800");
        var step = model.Of(Step)!;

        Assert.Equal("a100", model.FullPart!.Value.Accelerator);
        Assert.Equal(1 << 20, step.SumBytes);
        Assert.Equal(8.11e-3, step.FullSumSeconds, 1e-5);
        Assert.Equal(8.72e-3, step.SumSeconds.Low, 1e-5);
        Assert.Equal(12.05e-3, step.SumSeconds.High, 2e-5);
        Assert.True(step.HasTwoEnds);
        Assert.InRange(step.Ratio.High, 0.96, 0.98);
        Assert.InRange(step.Ratio.Low, 0.83, 0.86);
    }

    [Fact]
    public void A_large_message_is_scaled_whole()
    {
        var prompt = Of("h800").Of(Prompt)!;

        Assert.Equal(128 << 20, prompt.SumBytes);
        Assert.Equal(prompt.SumSeconds.Low, prompt.SumSeconds.High);
        Assert.Equal(478.87 / 215, prompt.SumSeconds.Low / prompt.FullSumSeconds, 0.01);
        Assert.False(prompt.HasTwoEnds);
    }

    [Fact]
    public void A_product_with_times_of_its_own_has_one_time()
    {
        var model = Of("h100");
        var step = model.Of(Step)!;

        Assert.Null(model.FullPart);
        Assert.Equal(6.72e-3, step.FullSumSeconds, 1e-5);
        Assert.Equal(step.FullSeconds, step.Seconds.Low);
        Assert.Equal(step.FullSeconds, step.Seconds.High);
        Assert.Equal(64 / step.FullSeconds, step.TokensPerSecond.Low, 1e-6);
    }

    [Theory]
    [InlineData("h20", 8, "no bandwidth of an all-reduce of 8 devices in one node is published")]
    [InlineData("910b", 8, "is published for large messages only (ascend-910b-unstated-x8-all-reduce-algbw-001), not by size")]
    [InlineData("h100", 7, "is published for large messages only")]
    public void Links_that_are_not_published_are_refused(string product, int devices, string why) =>
        Assert.Contains(why, Of(product, devices).Refusal, StringComparison.Ordinal);

    [Fact]
    public void A_model_that_does_not_fit_all_devices_is_refused() => Assert.StartsWith(
        "needs ", Of("h100").Of(ImaginaryTasks.Decode("Llama-3-70B", 512, 8192))!.Refusal!, StringComparison.Ordinal);

    /// <summary>The time of the smallest message is latency; a larger message than all has the bandwidth of the largest.</summary>
    [Theory]
    [InlineData(8, 1)]
    [InlineData(64, 1)]
    [InlineData(256, 2)]
    [InlineData(1024, 4)]
    [InlineData(2048, 8)]
    public void Times_between_sizes_are_interpolated_in_logarithms(int rows, double latencies)
    {
        var product = Published.Names.Resolve("h100");
        var message = 8192.0 * 2;
        var model = new LinkModel(
            Published.Projector,
            [ImaginaryTasks.AllReduce(product, 64 * message, 1e9), ImaginaryTasks.AllReduce(product, 1024 * message, 4e9)], product, 8);

        var latency = 2 * 80 * 1.75 * 64 * message / 1e9;
        Assert.Equal(latency * latencies, model.Of(ImaginaryTasks.Decode("Llama-3-70B", rows, 1))!.FullSumSeconds, latency * 1e-9);
    }

    [Fact]
    public void Other_work_is_not_split() => Assert.Null(Of("h100").Of(ImaginaryTasks.MatMul(4096, 4096, 4096)));

    private static LinkModel Of(string product, int devices = 8) =>
        new(Published.Projector, Published.Figures.All, Published.Names.Resolve(product), devices);
}
