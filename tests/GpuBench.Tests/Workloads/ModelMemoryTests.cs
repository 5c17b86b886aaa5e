using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Workloads;

/// <summary>Models that do not fit are refused before anything is allocated.</summary>
public sealed class ModelMemoryTests
{
    private const long Gigabyte = 1_000_000_000;

    /// <summary>2 bytes for each of 14.77 billion parameters, and 2 · 48 · 8 · 128 · 2 bytes for each token of the cache.</summary>
    [Fact]
    public void A_decoder_that_does_not_fit_is_refused_with_the_arithmetic() =>
        Assert.Equal(
            "decode needs 33.2 GB (weights 29.5 GB + keys and values of 18432 tokens 3.6 GB), "
            + "cpu:0 has 24.0 GB of which at most 80 % is used, 19.2 GB; choose a smaller point with --axis",
            Decode("qwen2.5-14b", 24, sequences: 16));

    [Fact]
    public void A_model_of_32_billion_parameters_does_not_fit_in_80_GB() =>
        Assert.StartsWith(
            "decode needs 65.8 GB (weights 65.5 GB + keys and values of 1152 tokens 0.3 GB), cpu:0 has 80.0 GB", Decode("qwen3-32b", 80),
            StringComparison.Ordinal);

    [Fact]
    public void A_prompt_that_does_not_fit_is_refused_with_the_arithmetic() =>
        Assert.StartsWith(
            "prefill needs 36.7 GB (weights 15.2 GB + keys and values of 373760 tokens 21.4 GB)",
            Refusal(
                PrefillDefinition.Instance,
                new Point { { "model", "qwen2.5-7b" }, { "b", 365 }, { "prompt", 1024 } },
                40),
            StringComparison.Ordinal);

    [Fact]
    public void A_decoder_that_fits_is_not_refused()
    {
        Assert.Null(Decode("qwen2.5-14b", 40));
        Assert.Null(Decode("qwen3-32b", 96));
    }

    private static string? Decode(string model, int gigabytes, int sequences = 1) => Refusal(
        DecodeDefinition.Instance, new Point { { "model", model }, { "b", sequences }, { "context", 1024 }, { "steps", 128 } }, gigabytes);

    private static string? Refusal(WorkloadDefinition workload, Point point, int gigabytes) => MemoryRule.Refuse(
        FakeDevice.SomeCpu with { MemoryBytes = gigabytes * Gigabyte },
        workload,
        new Trial("fake", "cpu:0", workload.Name, point, workload.DTypes["bf16"], workload.Example.Conditions))?.Reason;
}
