using GpuBench.Measuring.Trials;
using GpuBench.Tests.Workloads;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Models;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Oracles;
using Xunit;

namespace GpuBench.Tests.Torch;

[Collection(LibTorchHere.Name)]
public sealed class LlamaDecoderTests
{
    private static readonly LlamaConfig Ci = LlamaConfig.Find("ci");

    private static readonly IReadOnlyList<LlamaConfig> All =
        [Ci, Llamas.GroupedAndTied, Llamas.LongHeads, Llamas.HeadNorms, Llamas.Biased, Llamas.PartlyRotated, Llamas.OutputNorms];

    public static TheoryData<string, DType, LayerStorage, string> Models()
    {
        var data = new TheoryData<string, DType, LayerStorage, string>();
        foreach (var model in All)
            foreach (var type in (DType[])[DType.Fp32, DType.Bf16, DType.Fp16])
                foreach (var layers in Enum.GetValues<LayerStorage>())
                    foreach (var engine in (string[])[TorchEngines.TorchSharp, TorchEngines.Stable])
                        data.Add(model.Name, type, layers, engine);
        return data;
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Logits_agree_with_the_oracle(string name, DType storage, LayerStorage layers, string engine)
    {
        var weights = Weights(name, storage, layers);
        using var decoder = Decoder(weights, engine);
        var tokens = weights.Tokens(0, 40);
        var expected = new LlamaOracle(weights).LastLogits(tokens);
        Assert.InRange(ShareOfLargest(expected, Prefill(decoder, tokens)), 0, LlamaTolerance.Relative(weights.Config, storage, layers));
    }

    [Fact]
    public void The_tolerance_of_fp32_is_one_in_a_hundred_thousand() =>
        Assert.Equal(1e-5, LlamaTolerance.Relative(Ci, DType.Fp32));

    [Theory]
    [MemberData(nameof(Models))]
    public void Steps_with_the_cache_give_the_same_logits_as_prefill(string name, DType storage, LayerStorage layers, string engine)
    {
        var weights = Weights(name, storage, layers);
        using var decoder = Decoder(weights, engine);
        var tokens = weights.Tokens(0, 40);
        using var cache = decoder.NewCache(1, 40);
        cache.Poison(0);
        Run(decoder, tokens[..30], 0, cache);
        for (var position = 30; position < 39; position++)
            Run(decoder, [tokens[position]], position, cache);
        var stepped = Run(decoder, [tokens[39]], 39, cache);
        Assert.InRange(
            ShareOfLargest(Prefill(decoder, tokens), stepped), 0, LlamaTolerance.Relative(weights.Config, storage, layers));
    }

    [Theory]
    [InlineData(TorchEngines.TorchSharp)]
    [InlineData(TorchEngines.Stable)]
    public void Sequences_of_a_batch_do_not_affect_each_other(string engine)
    {
        var weights = Weights("ci", DType.Fp32);
        using var decoder = Decoder(weights, engine);
        using var cache = decoder.NewCache(3, 16);
        using var pass = decoder.NewPass(3, 16);
        using var ids = decoder.Tokens(weights.Tokens(0, 16), weights.Tokens(1, 16), weights.Tokens(2, 16));
        decoder.Forward(pass, ids, 0, cache);
        for (var row = 0; row < 3; row++)
            Assert.InRange(ShareOfLargest(Prefill(decoder, weights.Tokens(row, 16)), Values(pass, row)), 0, 1e-5);
    }

    [Theory]
    [InlineData(DType.Fp32, LayerStorage.Same, 1.0001)]
    [InlineData(DType.Bf16, LayerStorage.Same, 1.05)]
    [InlineData(DType.Bf16, LayerStorage.Int8, 1.05)]
    public void Slightly_wrong_logits_fail_the_check(DType storage, LayerStorage layers, double factor)
    {
        var weights = Weights("ci", storage, layers);
        using var decoder = Decoder(weights);
        var check = new LlamaCheck(decoder, weights);
        var tokens = weights.Tokens(0, 12);
        using var cache = decoder.NewCache(1, 12);
        using var pass = decoder.NewPass(1, 12);
        using var ids = decoder.Tokens(tokens);
        decoder.Forward(pass, ids, 0, cache);
        float[] off = [.. Values(pass, row: 0).Select(logit => (float)(logit * factor))];
        using var wrong = Host().Tensors.FromWords(Packed.Words(off, storage), [1, off.Length], storage);
        Assert.True(check.Compare(pass.Logits, 0, tokens, steppedLast: false).Passed);
        Assert.False(check.Compare(wrong, 0, tokens, steppedLast: false).Passed);
    }

    [Fact]
    public void Logits_of_the_same_tokens_in_another_order_fail()
    {
        var weights = Weights("ci", DType.Fp32);
        using var decoder = Decoder(weights);
        var tokens = weights.Tokens(0, 12);
        using var cache = decoder.NewCache(1, 12);
        using var pass = decoder.NewPass(1, 12);
        using var ids = decoder.Tokens([tokens[1], tokens[0], .. tokens[2..]]);
        decoder.Forward(pass, ids, 0, cache);
        Assert.False(new LlamaCheck(decoder, weights).Compare(pass.Logits, 0, tokens, steppedLast: false).Passed);
    }

    [Fact]
    public void Several_tokens_after_a_context_are_refused()
    {
        using var decoder = Decoder(Weights("ci", DType.Fp32));
        using var cache = decoder.NewCache(1, 8);
        using var pass = decoder.NewPass(1, 2);
        using var ids = decoder.Tokens([1, 2]);
        Assert.Throws<ArgumentException>(() => decoder.Forward(pass, ids, 4, cache));
    }

    /// <summary>The oracle reads the factors of int8 rows. Without them, as with those of another row, the logits are far off.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(Int8Matrix.MaxRowsOfOperator + 1)]
    public void Without_the_factors_of_int8_rows_the_check_fails(int tokenCount)
    {
        var weights = Weights("ci", DType.Fp32, LayerStorage.Int8);
        var tokens = weights.Tokens(0, tokenCount);
        var plain = Weights("ci", DType.Fp32, LayerStorage.Int8);
        foreach (var layer in plain.Layers)
            Array.Fill(layer.Down.RowFactors, 1);
        using var decoder = Decoder(weights);
        var wrong = ShareOfLargest(new LlamaOracle(plain).LastLogits(tokens), Prefill(decoder, tokens));
        Assert.InRange(wrong, 1000 * LlamaTolerance.Relative(Ci, DType.Fp32, LayerStorage.Int8), double.MaxValue);
    }

    private static LlamaWeights Weights(string name, DType storage, LayerStorage layers = LayerStorage.Same) =>
        new(All.Single(model => model.Name == name), storage, seed: 11, layers);

    private static ModelHost Host(HostDataCache? kept = null) => new(HostTensors.Of(TorchEngines.TorchSharp), Kept: kept);

    private static LlamaDecoder Decoder(LlamaWeights weights, string engine = TorchEngines.TorchSharp) =>
        new(weights, HostTensors.Of(engine), capacity: 64);

    private static double[] Prefill(LlamaDecoder decoder, long[] tokens)
    {
        using var cache = decoder.NewCache(1, tokens.Length);
        return Run(decoder, tokens, 0, cache);
    }

    private static double[] Run(LlamaDecoder decoder, long[] tokens, int start, KvCache cache)
    {
        using var pass = decoder.NewPass(1, tokens.Length);
        using var ids = decoder.Tokens(tokens);
        decoder.Forward(pass, ids, start, cache);
        return Values(pass, row: 0);
    }

    private static double[] Values(DecoderPass pass, int row)
    {
        var words = pass.Logits.Words();
        var count = pass.Logits.HostBytes().Length / pass.Batch / (int)Packed.BytesOf(pass.Type);
        return [.. Enumerable.Range(row * count, count).Select(at => Packed.Element(words, at, pass.Type))];
    }

    private static double ShareOfLargest(double[] expected, double[] actual) =>
        expected.Zip(actual, (x, y) => Math.Abs(x - y)).Max() / expected.Max(Math.Abs);
}
