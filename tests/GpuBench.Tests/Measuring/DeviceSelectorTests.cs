using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Measuring;

/// <summary>The devices of a machine that <c>--device</c> selects.</summary>
public sealed class DeviceSelectorTests
{
    private static readonly DeviceInfo Cuda =
        FakeDevice.SomeCpu with { Backend = Backend.Cuda, Class = DeviceClass.Accelerator, Uuid = "GPU-1234" };

    private static readonly DeviceInfo SameCard = FakeDevice.SomeCpu with { Backend = Backend.OpenCl, Class = DeviceClass.Accelerator };
    private static readonly DeviceInfo Pocl = FakeDevice.SomeCpu with { Backend = Backend.OpenCl, Class = DeviceClass.HostCpu };

    /// <summary>Eight cards as two engines list them, the second without UUIDs.</summary>
    private static readonly Inventory EightCards = Inventory.Of(
    [
        .. Enumerable.Range(0, 8).SelectMany(index =>
            new[] { Card(index, "ilgpu", $"GPU-{index / 2}{index}aa"), Card(index, "torchsharp", null) }),
        FakeDevice.SomeCpu,
    ]);

    private static DeviceInfo Card(int index, string engine, string? uuid) => Cuda with { Engine = engine, Index = index, Uuid = uuid };

    private static IEnumerable<string> Selected(string selector) =>
        DeviceSelector.Parse(selector).Select(EightCards).Select(device => $"{device.Engine} {device.Id}");

    [Fact]
    public void Auto_selects_the_card_through_CUDA_and_not_again_through_OpenCL() =>
        Assert.Equal("cuda:0", Assert.Single(DeviceSelector.Auto.Select(Inventory.Of(SameCard, FakeDevice.SomeCpu, Cuda))).Id);

    [Fact]
    public void Auto_without_an_accelerator_selects_every_device_of_the_CPU() =>
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
    public void An_absent_device_gives_exit_code_3_and_the_message_lists_the_present_devices()
    {
        var inventory = Inventory.Of(FakeDevice.SomeCpu)
            .And(Inventory.Lacking("fake", Backend.Cuda, "There is no driver.", "Install one."));
        var error = Assert.Throws<UserError>(() => DeviceSelector.Parse("cuda:3").Select(inventory));
        Assert.Equal(ExitCode.NoDevice, error.ExitCode);
        Assert.Contains("present: cpu:0", error.Message, StringComparison.Ordinal);
        Assert.Contains("There is no driver. Install one.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("opencl:x")]
    [InlineData("cuda:")]
    [InlineData("cuda:0,")]
    [InlineData("cpu,gpu")]
    public void A_selector_that_cannot_be_read_is_a_usage_error(string selector) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<UserError>(() => DeviceSelector.Parse(selector)).ExitCode);

    [Theory]
    [InlineData("cuda:0,cuda:3", "ilgpu cuda:0", "torchsharp cuda:0", "ilgpu cuda:3", "torchsharp cuda:3")]
    [InlineData("cpu, cuda:7", "ilgpu cuda:7", "torchsharp cuda:7", "fake cpu:0")]
    [InlineData("cuda:3,cuda:3", "ilgpu cuda:3", "torchsharp cuda:3")]
    [InlineData("cuda:GPU-12aa", "ilgpu cuda:2", "torchsharp cuda:2")]
    [InlineData("cuda:gpu-12", "ilgpu cuda:2", "torchsharp cuda:2")]
    public void A_list_selects_each_device_once_and_accepts_the_beginning_of_a_UUID(string selector, params string[] devices) =>
        Assert.Equal(devices, Selected(selector));

    [Fact]
    public void The_selector_cuda_selects_every_CUDA_device() => Assert.Equal(16, Selected("cuda").Count());

    [Fact]
    public void A_partition_is_found_by_its_uuid()
    {
        var inventory = Inventory.Of(Cuda with { Uuid = "MIG-7c1" }, FakeDevice.SomeCpu);
        Assert.Equal("cuda:0", Assert.Single(DeviceSelector.Parse("cuda:MIG-7").Select(inventory)).Id);
    }

    [Theory]
    [InlineData("cuda:GPU-0", "GPU-00aa, GPU-01aa")]
    [InlineData("cpu,cuda:GPU", "give more of it")]
    public void An_ambiguous_beginning_of_a_UUID_is_a_usage_error_that_lists_the_matches(string selector, string says)
    {
        var error = Assert.Throws<UserError>(() => Selected(selector).ToList());
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cuda:8")]
    [InlineData("cuda:0,cuda:8")]
    [InlineData("cuda:MIG-1")]
    [InlineData("opencl,cpu")]
    public void An_entry_without_a_match_gives_exit_code_3_and_the_message_lists_indexes_and_UUIDs(string selector)
    {
        var error = Assert.Throws<UserError>(() => Selected(selector).ToList());
        Assert.Equal(ExitCode.NoDevice, error.ExitCode);
        Assert.Contains("cuda:7 (GPU-37aa), cpu:0", error.Message, StringComparison.Ordinal);
    }
}
