using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Models;
using Xunit;

namespace GpuBench.Tests.Workloads;

/// <summary>The random weights of decoders: exact in every storage type, and the same whatever else a model has.</summary>
public sealed class LlamaWeightsTests
{
    [Theory]
    [InlineData(DType.Fp32)]
    [InlineData(DType.Bf16)]
    public void Weights_depend_on_seed_and_row_and_are_exact_in_their_storage_type(DType storage)
    {
        var (first, again, other) = (Make(1), Make(1), Make(2));
        Assert.Equal(first.Output.UnscaledRow(7).ToArray(), again.Output.UnscaledRow(7).ToArray());
        Assert.NotEqual(first.Output.UnscaledRow(7).ToArray(), other.Output.UnscaledRow(7).ToArray());
        Assert.NotEqual(first.Output.UnscaledRow(7).ToArray(), first.Output.UnscaledRow(8).ToArray());
        foreach (var value in first.Output.UnscaledRow(7))
        {
            var scaled = value * first.Output.Scale;
            Assert.True(storage == DType.Fp32 || (BitConverter.SingleToUInt32Bits(scaled) & 0xFFFF) == 0);
        }
        LlamaWeights Make(ulong seed) => new(LlamaConfig.Find("ci"), storage, seed);
    }

    [Fact]
    public void Biases_and_gains_differ_between_layers_and_are_exact_in_every_storage_type()
    {
        var weights = new LlamaWeights(LlamaConfig.Find("ci") with { HasQkvBias = true, HasOutputNorms = true }, DType.Bf16, seed: 1);
        var (first, second) = (weights.Layers[0], weights.Layers[1]);
        Assert.NotEqual(first.QkvBias, second.QkvBias);
        Assert.NotEqual(first.AttentionOutputGain, first.FfnOutputGain);
        Assert.NotEqual(first.AttentionOutputGain, second.AttentionOutputGain);
        // At most four significant bits for a bias, five for a gain.
        Assert.All(first.QkvBias, bias => Assert.True(bias * 8 == MathF.Round(bias * 8) && MathF.Abs(bias) <= 1));
        Assert.All(first.FfnOutputGain, gain => Assert.True(gain * 16 == MathF.Round(gain * 16) && gain is >= 0.75f and <= 1.25f));
        Assert.InRange(Math.Sqrt(first.QkvBias.Average(bias => (double)bias * bias)), 0.4, 0.6);
    }

    [Fact]
    public void Layers_in_int8_are_whole_numbers_times_factors_that_every_type_holds()
    {
        var weights = new LlamaWeights(LlamaConfig.Find("ci"), DType.Bf16, seed: 1, LayerStorage.Int8);
        var down = weights.Layers[0].Down;
        var row = down.UnscaledRow(3).ToArray();
        Assert.All(row, value => Assert.True(value == MathF.Round(value) && MathF.Abs(value) <= 128));
        Assert.InRange(Math.Sqrt(row.Average(value => (double)value * value)), 25, 40);
        Assert.Equal(down.RowCount, down.RowFactors.Length);
        Assert.All(down.RowFactors, factor => Assert.True(factor * 16 == MathF.Round(factor * 16) && factor is >= 0.75f and <= 1.25f));
        Assert.Equal(down.Scale * down.RowFactors[3], down.ScaleOf(3));
        Assert.Empty(weights.Output.RowFactors);
        var same = new LlamaWeights(LlamaConfig.Find("ci"), DType.Bf16, seed: 1);
        // A standard deviation of 32 is divided again.
        Assert.Equal(same.Layers[0].Down.Scale / 32, down.Scale);
        Assert.Equal(same.Embedding.UnscaledRow(7).ToArray(), weights.Embedding.UnscaledRow(7).ToArray());
    }

    [Fact]
    public void New_parts_leave_the_other_weights_as_they_are()
    {
        var config = LlamaConfig.Find("ci");
        var bare = new LlamaWeights(config, DType.Bf16, seed: 1);
        var full = new LlamaWeights(config with { HasQkvBias = true, HasOutputNorms = true, RotarySize = 8 }, DType.Bf16, seed: 1);
        Assert.Equal(bare.Layers[1].AttentionGain, full.Layers[1].AttentionGain);
        Assert.Equal(bare.Layers[1].Down.Offset, full.Layers[1].Down.Offset);
        Assert.Empty(bare.Layers[0].QkvBias);
        Assert.Empty(bare.Layers[0].AttentionOutputGain);
        Assert.Empty(bare.Layers[0].FfnOutputGain);
    }
}
