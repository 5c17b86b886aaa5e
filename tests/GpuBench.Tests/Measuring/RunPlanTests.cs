using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class RunPlanTests
{
    private static List<string> Trials(params string[] axes) =>
    [
        .. Plans.Create(new RunRequest { Suite = Suite.Ci, Axes = [.. axes.Select(AxisValues.Parse)] })
            .Devices[0].Trials.Select(t => $"{t.Trial.Point} {t.Trial.DType}{(t.Refusal is null ? "" : " " + t.Refusal.Status.Text())}"),
    ];

    [Fact]
    public void A_suite_leaves_out_types_that_the_engine_does_not_offer() =>
        Assert.Equal(["n=10,m=1,way=up fp32", "n=20,m=1,way=up fp32"], Trials());

    [Fact]
    public void A_requested_type_that_is_not_offered_becomes_an_unsupported_row() =>
        Assert.Equal(["n=5,m=1,way=up bf16/fp32/bf16 unsupported"], Trials("dtype=bf16", "n=5"));

    [Fact]
    public void Axes_replace_the_coordinates_of_every_case_once() =>
        Assert.Equal(
            ["n=1,m=1,way=down fp32", "n=2,m=2,way=down fp32"],
            Trials("n=m=1,2", "way=down"));

    [Theory]
    [InlineData("n=0", "must be in 1..1048576")]
    [InlineData("n=up", "whole number")]
    [InlineData("way=left", "up, down")]
    [InlineData("depth=3", "no chosen workload has it")]
    [InlineData("dtype=fp8", "fp32, fp16, bf16")]
    [InlineData("cache=hot", "cold-rotate")]
    [InlineData("cache=cold-flush", "warm, cold-rotate")]
    [InlineData("regime=unknown", "burst, sustained")]
    [InlineData("launch=unknown", "batch, single, graph, script")]
    public void An_invalid_axis_value_is_a_usage_error_that_names_the_allowed_values(string axis, string says)
    {
        var error = Assert.Throws<UserError>(() => Trials(axis));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_that_give_more_than_10000_points_are_a_usage_error()
    {
        var error = Assert.Throws<UserError>(() => Trials("n=1..9000+1", "m=1..100+1"));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("more than 10000 points", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trial_that_exceeds_the_memory_is_skipped_with_the_arithmetic()
    {
        var device = FakeDevice.SomeCpu with { MemoryBytes = 100 };
        var plan = Plans.Create(new RunRequest { Suite = Suite.Ci, Axes = [AxisValues.Parse("n=1000")] }, Inventory.Of(device));
        var refusal = plan.Devices[0].Trials[0].Refusal!;
        Assert.Equal(TrialStatus.Skipped, refusal.Status);
        Assert.Contains("GB", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workload_that_the_engine_lacks_is_a_usage_error_that_lists_the_engines_workloads()
    {
        var error = Assert.Throws<UserError>(() => RunPlan.Create(
            new RunRequest { Workloads = ["peak"] }, Inventory.Of(FakeDevice.SomeCpu), [new FakeWorkload(), new OtherWorkload()]));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("fake on cpu:0 does not measure peak; it measures fake", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workload_that_does_not_record_its_launches_has_no_graph_rows() => Assert.Equal(
        ["n=5,m=1,way=up fp32 unsupported"], Trials("launch=graph", "n=5"));

    [Theory]
    [InlineData("generate", 1)]
    [InlineData(null, 0)]
    public void A_workload_of_a_longer_suite_starts_from_its_example_if_it_is_asked_for(string? name, int count)
    {
        var workload = new GpuBench.Torch.Workloads.TorchGenerateWorkload("fake");
        var request = new RunRequest { Suite = Suite.Quick, Workloads = name is null ? null : [name] };
        var device = FakeDevice.SomeCpu with { Class = DeviceClass.HostCpu };
        var plan = RunPlan.Create(request, Inventory.Of(device), [new FakeWorkload(), workload]);
        var trials = plan.Devices[0].Trials.Where(trial => trial.Trial.Workload == "generate").ToList();
        Assert.Equal(count, trials.Count);
        Assert.All(trials, trial => Assert.Equal(workload.Definition.Example.Point, trial.Trial.Point));
    }

    /// <summary>A workload of an engine that this machine does not have.</summary>
    private sealed class OtherWorkload : IWorkload
    {
        public WorkloadDefinition Definition => GpuBench.Workloads.Definitions.PeakDefinition.Instance;

        public string Engine => "other";

        public bool Offers(DeviceInfo device, NumericTriple dtype) => true;

        public Refusal? Refuse(DeviceInfo device, Trial trial) => null;

        public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed) => throw new NotSupportedException();
    }
}
