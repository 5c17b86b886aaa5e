using System.Diagnostics;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Models;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;
using TorchSharp;
using static TorchSharp.torch;
using Xunit;

namespace GpuBench.Tests.Torch;

[Collection(LibTorchHere.Name)]
public sealed class ModelTrialTests
{
    private static readonly LlamaConfig Ci = LlamaConfig.Find("ci");

    [Theory]
    [Trait("Tier", "all")]
    [InlineData(1)]
    [InlineData(3)]
    public void A_thousand_steps_do_not_increase_the_memory(int batch)
    {
        using var trial = new DecodeTrial(new DecodeShape(Ci, batch, 8, 100), DType.Fp32, seed: 1, Host());
        Step(trial, 200);
        var tensors = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        // One step's results take 4 kB for each sequence, and its intermediates ten times as much. If a thousand steps kept them,
        // every try would measure it. Other tests of this process allocate at the same time, but not during every try.
        Assert.Contains(Enumerable.Range(0, 5), _ => GrownBytes(() => Step(trial, 1000)) < 3 << 20);
        Assert.Equal(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Theory]
    [InlineData(DType.Fp32, LayerStorage.Same, 2)]
    [InlineData(DType.Bf16, LayerStorage.Same, 2)]
    [InlineData(DType.Bf16, LayerStorage.Int8, 2)]
    [InlineData(DType.Bf16, LayerStorage.Int8, Int8Matrix.MaxRowsOfOperator + 1)]
    public void Trials_pass_their_checks_at_every_position_of_the_cycle(DType storage, LayerStorage layers, int batch)
    {
        using var prefill = new PrefillTrial(new(Ci, batch, 24, layers), storage, seed: 5, Host());
        using var decode = new DecodeTrial(new(Ci, batch, 8, 6, layers), storage, seed: 5, Host());
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
    public void The_kernel_says_how_int8_weights_are_multiplied()
    {
        using var prefill = new PrefillTrial(new(Ci, 1, 24, LayerStorage.Int8), DType.Bf16, seed: 5, Host());
        using var decode = new DecodeTrial(new(Ci, 1, 8, 6, LayerStorage.Int8), DType.Bf16, seed: 5, Host());
        using var plain = new DecodeTrial(new(Ci, 1, 8, 6), DType.Bf16, seed: 5, Host());
        Assert.Contains("layers in int8, converted before each product", prefill.Kernel.Reason, StringComparison.Ordinal);
        Assert.Contains("layers in int8 by torch._weight_int8pack_mm", decode.Kernel.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("int8", plain.Kernel.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Later_checks_reuse_the_logits_of_the_oracle()
    {
        var kept = new HostDataCache(1 << 20);
        using var trial = new DecodeTrial(new(Ci, 1, 8, 6), DType.Fp32, seed: 5, Host(kept));
        using var again = new DecodeTrial(new(Ci, 1, 8, 6), DType.Fp32, seed: 5, Host(kept));
        using var other = new DecodeTrial(new(Ci, 1, 8, 6), DType.Fp32, seed: 6, Host(kept));
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
        using var prefill = new PrefillTrial(new(Ci, 1, 4), DType.Fp32, seed: 5, Host());
        using var decode = new DecodeTrial(new(Ci, 1, 4, 4), DType.Fp32, seed: 5, Host());
        prefill.Launch(0);
        decode.Launch(0);
        Assert.True(prefill.Check(0).Passed && decode.Check(0).Passed);
        Assert.False(prefill.Check(1).Passed);
        Assert.False(decode.Check(1).Passed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Recorded_steps_pass_the_same_checks_in_every_cycle(int batch)
    {
        var recorder = new ReplayingRecorder();
        using var trial = new DecodeTrial(new(Ci, batch, 8, 5), DType.Fp32, seed: 5, Host() with { Recorder = recorder }, isRecorded: true);
        Assert.Equal(5, recorder.RecordedCount);
        for (var launches = 1; launches < 12; launches += 3)
        {
            for (var index = 0; index < launches; index++)
                trial.Launch(index);
            Assert.True(trial.Check(launches).Passed);
        }
        Assert.Equal(1 + 4 + 7 + 10, recorder.ReplayedCount);
        Assert.Equal((7, 5), (trial.KernelsPerLaunch, trial.CycleLength));
        Assert.Contains("a test's recordings, one for each of the 5 positions", trial.Kernel.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_that_is_not_replayed_fails_the_check()
    {
        using var trial = new DecodeTrial(
            new(Ci, 1, 8, 5), DType.Fp32, seed: 5, Host() with { Recorder = new ReplayingRecorder { ReplaysNothing = true } },
            isRecorded: true);
        trial.Launch(0);
        trial.Check(0);
        trial.Launch(0);
        Assert.False(trial.Check(0).Passed);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 6)]
    [InlineData(2, 6)]
    public void Requests_pass_their_checks_and_only_after_a_launch(int batch, int outputLength)
    {
        using var trial = new GenerateTrial(new(Ci, batch, 5, outputLength), DType.Fp32, seed: 5, Host());
        for (var index = 0; index < 3; index++)
        {
            trial.Launch(index);
            Assert.True(trial.Check(index).Passed);
            Assert.False(trial.Check(index).Passed);
        }
    }

    [Fact]
    public void A_context_may_be_empty()
    {
        using var trial = new DecodeTrial(new(Ci, 2, ContextLength: 0, 4), DType.Fp32, seed: 5, Host());
        for (var index = 0; index < 6; index++)
        {
            trial.Launch(index);
            if (index % 2 == 1)
                Assert.True(trial.Check(index).Passed);
        }
    }

    private static ModelHost Host(HostDataCache? kept = null) => new(new TorchSharpTensors(CPU), Kept: kept);

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

    /// <summary>Replays a launch by running it again, and counts.</summary>
    private sealed class ReplayingRecorder : ILaunchRecorder
    {
        public int RecordedCount { get; private set; }

        public int ReplayedCount { get; private set; }

        public bool ReplaysNothing { get; init; }

        public IRecordedLaunch Record(Action launch)
        {
            RecordedCount++;
            launch();
            return new Recorded(this, launch);
        }

        private sealed class Recorded(ReplayingRecorder recorder, Action launch) : IRecordedLaunch
        {
            public string Form => "a test's recordings";

            public int KernelCount => 7;

            public void Replay()
            {
                recorder.ReplayedCount++;
                if (!recorder.ReplaysNothing)
                    launch();
            }

            public void Dispose() { }
        }
    }
}
