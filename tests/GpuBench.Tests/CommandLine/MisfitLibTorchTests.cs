using System.Text.Json.Nodes;
using GpuBench.Tests.Fakes;
using GpuBench.Tests.Torch;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>The program as a user runs it, with a libtorch that lacks a function of TorchSharp's bridge, as a newer PyTorch does.</summary>
public sealed class MisfitLibTorchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public void Devices_and_plan_name_the_engine_that_can_use_the_libtorch()
    {
        var wheel = BundledLibTorch.AsWheel(_folder, "2.13.0+lab");
        var function = BundledLibTorch.TakeFunctionOut(wheel);

        var inventory = JsonNode.Parse(Run("devices", wheel).Output)!;
        var device = Assert.Single(
            inventory["devices"]!.AsArray(), device => Text(device, "engine").StartsWith("torch", StringComparison.Ordinal));
        Assert.Equal("torch-stable", Text(device, "engine"));
        Assert.Contains("libtorch 2.13.0+lab in ", Text(device, "driver"), StringComparison.Ordinal);
        var missing = inventory["missing"]!.AsArray().First(missing => Text(missing, "engine") == "torchsharp");
        Assert.Contains($"lacks 1 function ({function})", Text(missing, "reason"), StringComparison.Ordinal);
        Assert.Contains("--engine torch-stable", Text(missing, "cure"), StringComparison.Ordinal);

        Assert.Contains("torch-stable", Run("run", wheel, "--suite", "ci", "--dry-run").Output, StringComparison.Ordinal);
        var refused = Run("run", wheel, "--suite", "ci", "--dry-run", "--engine", "torchsharp");
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains(function, refused.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void No_engine_can_use_a_libtorch_without_the_C_interface()
    {
        var other = Directory.EnumerateFiles(BundledLibTorch.Directory, "libgomp*").First();
        foreach (var name in (string[])["libc10.so", "libtorch_cpu.so", "libtorch.so"])
            File.Copy(other, _folder.Combine(name));
        var inventory = JsonNode.Parse(Run("devices", _folder.FullName).Output)!;
        Assert.DoesNotContain(
            inventory["devices"]!.AsArray(), device => Text(device, "engine").StartsWith("torch", StringComparison.Ordinal));
        var missing = inventory["missing"]!.AsArray().First(missing => Text(missing, "engine") == "torch-stable");
        Assert.Contains("lacks 25 functions (torch_call_dispatcher, ", Text(missing, "reason"), StringComparison.Ordinal);
        Assert.Equal("Use PyTorch 2.10 or later.", Text(missing, "cure"));
    }

    [LinuxFact]
    public void Only_torchsharp_is_planned_for_the_bundled_libtorch()
    {
        var plan = Cli.Run(_folder.FullName, "run", "--suite", "ci", "--dry-run", "--json").Output;
        Assert.Contains("torchsharp", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("torch-stable", plan, StringComparison.Ordinal);
    }

    private static string Text(JsonNode? node, string field) => node![field]?.GetValue<string>() ?? "";

    private CliResult Run(string command, string wheel, params string[] options) =>
        Cli.Run(_folder.FullName, [command, "--json", "--libtorch", wheel, .. options]);
}
