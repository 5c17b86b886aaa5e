using System.Diagnostics;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Workloads;
using GpuBench.Torch.Models;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Oracles;
using GpuBench.Workloads.Shapes;
using TorchSharp;
using static TorchSharp.torch;
using Xunit;

namespace GpuBench.Tests.Torch;

[Collection(LibTorchHere.Name)]
public sealed class LlamaDecoderTests
{
    private static readonly LlamaConfig Ci = LlamaConfig.Find("ci");

    public static TheoryData<string, DType> Models() => new()
    {
        { "ci", DType.Fp32 }, { "ci", DType.Bf16 }, { "grouped", DType.Fp32 }, { "grouped", DType.Bf16 },
        { "long heads", DType.Fp32 }, { "long heads", DType.Bf16 }, { "head norms", DType.Fp32 }, { "head norms", DType.Bf16 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Logits_agree_with_the_oracle(string name, DType storage)
    {
        var weights = Weights(name, storage);
        using var decoder = Decoder(weights, storage);
        var tokens = weights.Tokens(0, 40);
        var expected = new LlamaOracle(weights).LastLogits(tokens);
        Assert.InRange(ShareOfLargest(expected, Prefill(decoder, tokens)), 0, LlamaTolerance.Relative(weights.Config, storage));
    }

    [Fact]
    public void The_tolerance_of_fp32_is_one_in_a_hundred_thousand() =>
        Assert.Equal(1e-5, LlamaTolerance.Relative(Ci, DType.Fp32));

    [Theory]
    [MemberData(nameof(Models))]
    public void Steps_with_the_cache_give_the_same_logits_as_prefill(string name, DType storage)
    {
        var weights = Weights(name, storage);
        using var decoder = Decoder(weights, storage);
        var tokens = weights.Tokens(0, 40);
        using var cache = decoder.NewCache(1, 40);
        cache.Poison(0);
        Run(decoder, tokens[..30], 0, cache);
        for (var position = 30; position < 39; position++)
            Run(decoder, [tokens[position]], position, cache);
        var stepped = Run(decoder, [tokens[39]], 39, cache);
        Assert.InRange(ShareOfLargest(Prefill(decoder, tokens), stepped), 0, LlamaTolerance.Relative(weights.Config, storage));
    }

    [Fact]
    public void Sequences_of_a_batch_do_not_affect_each_other()
    {
        var weights = Weights("ci", DType.Fp32);
        using var decoder = Decoder(weights, DType.Fp32);
        using var cache = decoder.NewCache(3, 16);
        using var ids = decoder.Tokens([weights.Tokens(0, 16), weights.Tokens(1, 16), weights.Tokens(2, 16)]);
        using var logits = decoder.Forward(ids, 0, cache);
        for (var row = 0; row < 3; row++)
            Assert.InRange(ShareOfLargest(Prefill(decoder, weights.Tokens(row, 16)), Values(logits, row)), 0, 1e-5);
    }

    [Theory]
    [Trait("Tier", "all")]
    [InlineData(1)]
    [InlineData(3)]
    public void A_thousand_steps_do_not_increase_the_memory(int batch)
    {
        using var trial = new DecodeTrial(new DecodeShape(Ci, batch, 8, 100), DType.Fp32, CPU, seed: 1);
        Step(trial, 200);
        var tensors = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        // One step's results take 4 kB for each sequence, and its intermediates ten times as much. If a thousand steps kept them,
        // every try would measure it. Other tests of this process allocate at the same time, but not during every try.
        Assert.Contains(Enumerable.Range(0, 5), _ => GrownBytes(() => Step(trial, 1000)) < 3 << 20);
        Assert.Equal(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Theory]
    [InlineData(DType.Fp32)]
    [InlineData(DType.Bf16)]
    public void Trials_pass_their_checks_at_every_position_of_the_cycle(DType storage)
    {
        using var prefill = new PrefillTrial(new(Ci, 2, 24), storage, CPU, seed: 5);
        using var decode = new DecodeTrial(new(Ci, 2, 8, 6), storage, CPU, seed: 5);
        for (var launches = 1; launches < 8; launches += 3)
        {
            for (var index = 0; index < launches; index++)
            {
                prefill.Launch(index);
                decode.Launch(index);
            }
            Assert.True(prefill.Check(launches).Passed);
            Assert.True(decode.Check(launches).Passed);
        }
    }

    [Fact]
    public void Later_checks_reuse_the_logits_of_the_oracle()
    {
        var kept = new HostDataCache(1 << 20);
        using var trial = new DecodeTrial(new(Ci, 1, 8, 6), DType.Fp32, CPU, seed: 5, kept: kept);
        using var again = new DecodeTrial(new(Ci, 1, 8, 6), DType.Fp32, CPU, seed: 5, kept: kept);
        using var other = new DecodeTrial(new(Ci, 1, 8, 6), DType.Fp32, CPU, seed: 6, kept: kept);
        var logits = 8L * Ci.VocabularySize;
        foreach (var (checkedTrial, held) in new[] { (trial, 1), (trial, 1), (again, 1), (other, 2) })
        {
            checkedTrial.Launch(0);
            Assert.True(checkedTrial.Check(0).Passed);
            Assert.Equal(held * logits, kept.HeldBytes);
        }
    }

    [Fact]
    public void A_check_without_a_launch_since_the_last_one_fails()
    {
        using var prefill = new PrefillTrial(new(Ci, 1, 4), DType.Fp32, CPU, seed: 5);
        using var decode = new DecodeTrial(new(Ci, 1, 4, 4), DType.Fp32, CPU, seed: 5);
        prefill.Launch(0);
        decode.Launch(0);
        Assert.True(prefill.Check(0).Passed && decode.Check(0).Passed);
        Assert.False(prefill.Check(1).Passed);
        Assert.False(decode.Check(1).Passed);
    }

    [Theory]
    [InlineData(DType.Fp32, 1.0001)]
    [InlineData(DType.Bf16, 1.05)]
    public void Slightly_wrong_logits_fail_the_check(DType storage, double factor)
    {
        var weights = Weights("ci", storage);
        using var decoder = Decoder(weights, storage);
        var check = new LlamaCheck(decoder, weights);
        var tokens = weights.Tokens(0, 12);
        using var cache = decoder.NewCache(1, 12);
        using var ids = decoder.Tokens([tokens]);
        using var logits = decoder.Forward(ids, 0, cache);
        using var off = logits * factor;
        Assert.True(check.Compare(logits, 0, tokens, steppedLast: false).Passed);
        Assert.False(check.Compare(off, 0, tokens, steppedLast: false).Passed);
    }

    [Fact]
    public void Logits_of_the_same_tokens_in_another_order_fail()
    {
        var weights = Weights("ci", DType.Fp32);
        using var decoder = Decoder(weights, DType.Fp32);
        var tokens = weights.Tokens(0, 12);
        using var cache = decoder.NewCache(1, 12);
        using var ids = decoder.Tokens([[tokens[1], tokens[0], .. tokens[2..]]]);
        using var logits = decoder.Forward(ids, 0, cache);
        Assert.False(new LlamaCheck(decoder, weights).Compare(logits, 0, tokens, steppedLast: false).Passed);
    }

    [Fact]
    public void Several_tokens_after_a_context_are_refused()
    {
        using var decoder = Decoder(Weights("ci", DType.Fp32), DType.Fp32);
        using var cache = decoder.NewCache(1, 8);
        using var ids = decoder.Tokens([[1, 2]]);
        Assert.Throws<ArgumentException>(() => decoder.Forward(ids, 4, cache));
    }

    private static LlamaWeights Weights(string name, DType storage) =>
        new(Array.Find([Ci, Llamas.GroupedAndTied, Llamas.LongHeads, Llamas.HeadNorms], model => model.Name == name)!, storage, seed: 11);

    private static LlamaDecoder Decoder(LlamaWeights weights, DType storage) =>
        new(weights, TorchSharpTensors.StoredAs(storage), CPU, capacity: 64);

    private static double[] Prefill(LlamaDecoder decoder, long[] tokens)
    {
        using var cache = decoder.NewCache(1, tokens.Length);
        return Run(decoder, tokens, 0, cache);
    }

    private static double[] Run(LlamaDecoder decoder, long[] tokens, int start, KvCache cache)
    {
        using var ids = decoder.Tokens([tokens]);
        using var logits = decoder.Forward(ids, start, cache);
        return Values(logits, row: 0);
    }

    private static double[] Values(Tensor logits, int row)
    {
        using var scope = NewDisposeScope();
        return logits.narrow(0, row, 1).to(ScalarType.Float64).reshape(-1).data<double>().ToArray();
    }

    private static double ShareOfLargest(double[] expected, double[] actual) =>
        expected.Zip(actual, (x, y) => Math.Abs(x - y)).Max() / expected.Max(Math.Abs);

    private static void Step(DecodeTrial trial, int count)
    {
        for (var index = 0; index < count; index++)
            trial.Launch(index);
    }

    private static long GrownBytes(Action action)
    {
        var before = ResidentBytes();
        action();
        return ResidentBytes() - before;
    }

    private static long ResidentBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
