using System.Runtime.InteropServices;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Running;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>The messages of the first command if something is missing.</summary>
public sealed class FirstCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Windows", Architecture.X64, "this is Windows on x64; use WSL 2")]
    [InlineData("macOS", Architecture.Arm64, "this is macOS on arm64; use another machine")]
    [InlineData("Linux", Architecture.Arm64, "this is Linux on arm64; use another machine")]
    public void An_unsupported_platform_gets_the_reason_and_the_commands_that_work(string system, Architecture architecture, string says)
    {
        var error = Assert.Throws<UserError>(() => MeasuringPlatform.Require(system, architecture));
        Assert.Equal(ExitCode.NoDevice, error.ExitCode);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains("'compare' and 'figures' work here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Linux_on_x86_64_is_supported() => MeasuringPlatform.Require("Linux", Architecture.X64);

    [Fact]
    public void One_line_explains_how_to_install_a_missing_OpenCL_driver()
    {
        var command = Cli.Command(_folder.FullName, "devices", "--json");
        command.Environment["OCL_ICD_VENDORS"] = _folder.Combine("no-vendors");
        var result = Cli.Run(command);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("apt-get install pocl-opencl-icd", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.StartsWith("{", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Backend.OpenCl, DeviceClass.HostCpu)]
    [InlineData(Backend.Cuda, DeviceClass.Accelerator)]
    public void There_is_no_hint_about_a_slow_CPU_if_a_faster_device_exists(Backend backend, DeviceClass deviceClass) =>
        Assert.Null(SlowCpuHint.For(WithoutOpenCl.And(Inventory.Of(Device(backend, deviceClass)))));

    [Fact]
    public void A_broken_OpenCL_driver_gets_no_hint_to_install_one()
    {
        Assert.NotNull(SlowCpuHint.For(WithoutOpenCl));
        var broken = WithoutOpenCl with { Missing = [new("ilgpu", Backend.OpenCl, "Listing its devices broke.", "Update the driver.")] };
        Assert.Null(SlowCpuHint.For(broken));
    }

    private static Inventory WithoutOpenCl => Inventory
        .Lacking("ilgpu", Backend.OpenCl, "There is no driver.", "Install pocl-opencl-icd.")
        .And(Inventory.Of(Device(Backend.Cpu, DeviceClass.ManagedCpu)));

    [Theory]
    [InlineData("help", "run")]
    [InlineData("run", "--help")]
    public void Help_shows_exit_codes_and_examples_with_the_name_of_the_call(params string[] arguments)
    {
        var command = Cli.Command(_folder.FullName, arguments);
        command.Environment[ProgramName.Variable] = "./gpubench";
        var result = Cli.Run(command);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("\n  ./gpubench run --device cuda:0 --suite lab", result.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_alone_lists_the_commands() =>
        Assert.Contains("compare", Cli.Run(_folder.FullName, "help").Output, StringComparison.Ordinal);

    private static DeviceInfo Device(Backend backend, DeviceClass deviceClass) => new()
    {
        Engine = "ilgpu",
        Backend = backend,
        Index = 0,
        Class = deviceClass,
        Name = "device",
        Vendor = "vendor",
        MemoryBytes = 1,
    };
}
