using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class RunPlanTests
{
    private static readonly DeviceInfo Cuda = FakeDevice.SomeCpu with { Backend = Backend.Cuda, Class = DeviceClass.Accelerator, Uuid = "GPU-1234" };
    private static readonly DeviceInfo SameCard = FakeDevice.SomeCpu with { Backend = Backend.OpenCl, Class = DeviceClass.Accelerator };
    private static readonly DeviceInfo Pocl = FakeDevice.SomeCpu with { Backend = Backend.OpenCl, Class = DeviceClass.HostCpu };

    private static List<string> Trials(params string[] axes) =>
    [
        .. Plans.Create(new RunRequest { Suite = Suite.Ci, Axes = [.. axes.Select(AxisValues.Parse)] })
            .Devices[0].Trials.Select(t => $"{t.Trial.Point} {t.Trial.DType}{(t.Refusal is null ? "" : " " + t.Refusal.Status.Text())}"),
    ];

    [Fact]
    public void A_suite_leaves_out_types_that_the_engine_does_not_offer() =>
        Assert.Equal(["n=10,m=1,way=up fp32", "n=20,m=1,way=up fp32"], Trials());

    [Fact]
    public void A_type_asked_for_by_name_becomes_a_row_that_says_why_not() =>
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
    [InlineData("launch=graph", "batch, single")]
    public void A_value_outside_its_axis_is_a_usage_error_that_names_what_is_allowed(string axis, string says)
    {
        var error = Assert.Throws<UserError>(() => Trials(axis));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_that_multiply_to_more_points_than_anyone_can_measure_are_a_usage_error()
    {
        var error = Assert.Throws<UserError>(() => Trials("n=1..9000+1", "m=1..100+1"));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("more than 10000 points", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_skipped_with_the_arithmetic()
    {
        var device = FakeDevice.SomeCpu with { MemoryBytes = 100 };
        var plan = Plans.Create(new RunRequest { Suite = Suite.Ci, Axes = [AxisValues.Parse("n=1000")] }, Inventory.Of(device));
        var refusal = plan.Devices[0].Trials[0].Refusal!;
        Assert.Equal(TrialStatus.Skipped, refusal.Status);
        Assert.Contains("GB", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_takes_the_card_through_cuda_and_not_a_second_time_through_opencl() =>
        Assert.Equal("cuda:0", Assert.Single(DeviceSelector.Auto.Select(Inventory.Of(SameCard, FakeDevice.SomeCpu, Cuda))).Id);

    [Fact]
    public void Auto_without_an_accelerator_takes_everything_that_the_cpu_offers() =>
        Assert.Equal(["opencl:0", "cpu:0"], DeviceSelector.Auto.Select(Inventory.Of(Pocl, FakeDevice.SomeCpu)).Select(d => d.Id));

    [Theory]
    [InlineData("cuda", "cuda:0")]
    [InlineData("cuda:0", "cuda:0")]
    [InlineData("cuda:gpu-1234", "cuda:0")]
    [InlineData("opencl", "opencl:0")]
    [InlineData("cpu", "cpu:0")]
    public void A_device_is_found_by_back_end_index_and_uuid(string selector, string id) =>
        Assert.Equal(id, Assert.Single(DeviceSelector.Parse(selector).Select(Inventory.Of(Cuda, Pocl, FakeDevice.SomeCpu))).Id);

    [Fact]
    public void A_device_that_is_not_there_is_exit_code_3_and_says_what_is()
    {
        var inventory = Inventory.Of(FakeDevice.SomeCpu).And(Inventory.Lacking("fake", Backend.Cuda, "There is no driver.", "Install one."));
        var error = Assert.Throws<UserError>(() => DeviceSelector.Parse("cuda:3").Select(inventory));
        Assert.Equal(ExitCode.NoDevice, error.ExitCode);
        Assert.Contains("present: cpu:0", error.Message, StringComparison.Ordinal);
        Assert.Contains("There is no driver. Install one.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("opencl:x")]
    [InlineData("cuda:")]
    public void A_selector_that_cannot_be_read_is_a_usage_error(string selector) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<UserError>(() => DeviceSelector.Parse(selector)).ExitCode);
}
