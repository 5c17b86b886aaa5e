using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>libtorch through its stable C interface, in a process that runs nothing else of libtorch.</summary>
public sealed class StableEngineTests(StableEngineTests.ChildRun child) : IClassFixture<StableEngineTests.ChildRun>
{
    private StableReport Report => child.Report.Value;

    [LinuxFact]
    public void Products_attention_and_copies_agree_with_the_oracles()
    {
        var results = Report.Results;
        Assert.All(results, result => Assert.InRange(result.ErrorShare, 0, 1));
        Assert.All(results, result => Assert.False(result.PassesUnlaunched, $"{result}"));
        (string, string, string)[] expected =
        [
            ("matmul", "fp32", "batch"), ("matmul", "bf16", "batch"), ("matmul", "fp32", "script"), ("matmul", "bf16", "script"),
            ("attention", "fp32", "batch"), ("attention", "bf16", "batch"), ("stream", "fp32", "batch"),
            ("matmul", "fp8-e4m3", "batch"), ("matmul", "fp8-e5m2", "batch"),
            ("launch-latency", "none", "batch"), ("launch-latency", "none", "single"),
            ("prefill", "fp32", "single"), ("prefill", "bf16", "single"), ("decode", "fp32", "single"), ("decode", "bf16", "single"),
            ("generate", "fp32", "single"), ("generate", "bf16", "single"),
        ];
        Assert.Equal(expected.Order(), results.Select(result => (result.Workload, result.Input, result.Launch)).Distinct().Order());
    }

    /// <summary>The array of the stream has 65 536 words. The other operands of the ci suite are smaller.</summary>
    [LinuxFact]
    public void Operands_are_kept_for_later_rounds() => Assert.InRange(Report.KeptBytes, 4 << 16, 16 << 16);

    [LinuxFact]
    public void An_error_of_libtorch_becomes_an_exception_with_its_message()
    {
        Assert.Contains("aten::mm", Report.ShapeRefusal, StringComparison.Ordinal);
        Assert.Contains("memory for a tensor of 281474976710656 elements", Report.MemoryRefusal, StringComparison.Ordinal);
    }

    /// <summary>If this fails, libtorch has scales per block on a CPU, and <c>BlockScaling</c> need not refuse them.</summary>
    [LinuxFact]
    public void Libtorch_refuses_scales_per_block_on_a_CPU() =>
        Assert.Contains("aten::_scaled_mm", Report.ScaledRefusal, StringComparison.Ordinal);

    [LinuxFact]
    public void The_bridge_is_never_loaded_into_the_process()
    {
        Assert.Equal([Path.Combine(BundledLibTorch.Directory, "libtorch_cpu.so")], Report.MappedTorch);
        Assert.Empty(Report.MappedBridge);
    }

    /// <summary>One child for all facts.</summary>
    public sealed class ChildRun
    {
        internal Lazy<StableReport> Report { get; } = new(StableChild.Start);
    }
}
