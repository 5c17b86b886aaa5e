using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Tests.Fakes;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Workloads;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;
using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>What model workloads offer and refuse before anything is loaded.</summary>
public sealed class ModelWorkloadTests
{
    private static readonly TorchDecodeWorkload Decode = new(TorchEngines.Stable);

    private static DeviceInfo Gpu(string architecture, long memoryBytes = 80L << 30) => FakeDevice.SomeCpu with
    {
        Engine = TorchEngines.Stable,
        Backend = Backend.Cuda,
        Class = DeviceClass.Accelerator,
        Architecture = architecture,
        MemoryBytes = memoryBytes,
    };

    [Theory]
    [InlineData("sm_90", 512, null)]
    [InlineData("sm_90", 513, "at most 512")]
    [InlineData("cpu", 8, "only CUDA records launches")]
    public void Steps_are_recorded_on_CUDA_and_only_as_many_as_fit(string architecture, int steps, string? reason)
    {
        var device = architecture == "cpu" ? FakeDevice.SomeCpu : Gpu(architecture);
        var point = new DecodeShape(LlamaConfig.Find("ci"), 1, ContextLength: 4, steps).ToPoint();
        var trial = new Trial(
            TorchEngines.Stable, device.Id, "decode", point, Decode.Definition.DTypes["bf16"],
            new(CachePolicy.Warm, Regime.Burst, LaunchMode.Graph));
        var refusal = Decode.Refuse(device, trial);
        Assert.Equal(reason is null, refusal is null);
        Assert.Contains(reason ?? "", refusal?.Reason ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sm_90", "bf16")]
    [InlineData("sm_70", "fp16")]
    public void A_device_without_bf16_measures_the_published_models_in_fp16(string architecture, string type)
    {
        IWorkload decode = Decode;
        var cases = decode.Cases(Suite.Lab, Gpu(architecture)).ToList();
        Assert.NotEmpty(cases);
        Assert.All(cases, one => Assert.Equal(decode.Definition.DTypes[type], one.DType));
        Assert.Equal(cases.Count, cases.Distinct().Count());
    }

    [Theory]
    [InlineData(80, "qwen3-8b")]
    [InlineData(24, "qwen3-1.7b")]
    [InlineData(4, "qwen3-0.6b")]
    public void The_quick_suite_measures_the_largest_model_that_fits_eagerly_and_recorded(int gigabytes, string model)
    {
        IWorkload decode = Decode;
        var cases = decode.Cases(Suite.Quick, Gpu("sm_90", (long)gigabytes << 30)).ToList();
        Assert.Equal(model, cases[0].Point.Word("model"));
        Assert.Equal(
            [LaunchMode.Single, LaunchMode.Graph],
            cases.Where(one => one.Point.Word("model") == model).Select(one => one.Conditions.Launch));
    }

    [Fact]
    public void Every_case_of_every_suite_fits_the_device_for_which_it_is_chosen()
    {
        var device = Gpu("sm_90");
        foreach (IWorkload workload in (IWorkload[])
            [Decode, new TorchPrefillWorkload(TorchEngines.Stable), new TorchGenerateWorkload(TorchEngines.Stable)])
        {
            foreach (var one in workload.Cases(Suite.Full, device))
            {
                var trial = new Trial(workload.Engine, device.Id, workload.Definition.Name, one.Point, one.DType, one.Conditions);
                Assert.Null(MemoryRule.Refuse(device, workload.Definition, trial) ?? workload.Refuse(device, trial));
            }
        }
    }
}
