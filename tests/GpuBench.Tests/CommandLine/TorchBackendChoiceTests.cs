using System.Diagnostics;
using GpuBench.Tests.Fakes;
using GpuBench.Tests.Torch;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>Which of PyTorch's libraries the launcher builds with. Stand-in programs simulate the machines.</summary>
public sealed class TorchBackendChoiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public void The_CPU_library_is_used_if_there_is_no_driver()
    {
        var result = Build(hasDriver: false, hasPyTorch: false);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["build project -c Release -v quiet -nologo -p:TorchBackend=cpu"], DotnetCalls());
        Assert.DoesNotContain("CUDA", result.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void The_CUDA_library_is_announced_and_fetched_if_there_is_a_driver_but_no_PyTorch()
    {
        var result = Build(hasDriver: true, hasPyTorch: false);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["restore project -v quiet -p:TorchBackend=cuda", "build project -c Release -v quiet -nologo -p:TorchBackend=cuda"],
            DotnetCalls());
        Assert.Contains("about thirty large packages", result.Error.Split('\n')[0], StringComparison.Ordinal);
    }

    [LinuxFact]
    public void No_CUDA_library_is_fetched_if_there_are_a_driver_and_PyTorch()
    {
        Build(hasDriver: true, hasPyTorch: true);
        Assert.EndsWith("TorchBackend=cpu", Assert.Single(DotnetCalls()), StringComparison.Ordinal);
    }

    [LinuxFact]
    public void The_CPU_library_is_used_and_the_reason_printed_if_the_CUDA_library_cannot_be_fetched()
    {
        var result = Build(hasDriver: true, hasPyTorch: false, restoreFails: true);
        Assert.Equal(0, result.ExitCode);
        Assert.EndsWith("TorchBackend=cpu", DotnetCalls()[^1], StringComparison.Ordinal);
        Assert.Contains("cannot be fetched: error NU1101: no such package", result.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void The_library_that_the_user_sets_is_used()
    {
        Build(hasDriver: true, hasPyTorch: false, chosen: "external");
        Assert.EndsWith("TorchBackend=external", Assert.Single(DotnetCalls()), StringComparison.Ordinal);
    }

    private string[] DotnetCalls() => File.ReadAllLines(_folder.Combine("calls"));

    private CliResult Build(bool hasDriver, bool hasPyTorch, bool restoreFails = false, string? chosen = null)
    {
        foreach (var tool in (string[])["grep", "tail", "cat", "uname"])
            File.CreateSymbolicLink(_folder.Combine(tool), File.Exists($"/usr/bin/{tool}") ? $"/usr/bin/{tool}" : $"/bin/{tool}");
        var fail = restoreFails ? "[ \"$1\" = restore ] && { echo 'project: error NU1101: no such package'; exit 1; }" : "";
        Program("dotnet", $"echo \"$*\" >>'{_folder.Combine("calls")}'\n{fail}\nexit 0");
        Program("python3", $"exit {(hasPyTorch ? 0 : 1)}");
        if (hasDriver)
            Program("nvidia-smi", "exit 0");
        var script = $". '{Repository.File("src/tools/dotnet.sh")}'; . '{Repository.File("src/tools/torch-backend.sh")}'; "
            + $"nvidia_driver_file=/nowhere; build_with_libtorch project '{_folder.Combine("log")}'";
        var command = new ProcessStartInfo("/bin/sh", ["-euc", script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        command.Environment["PATH"] = _folder.FullName;
        foreach (var name in (string[])["GPUBENCH_LIBTORCH", "VIRTUAL_ENV", "CONDA_PREFIX", "TorchBackend"])
            command.Environment.Remove(name);
        if (chosen is not null)
            command.Environment["TorchBackend"] = chosen;
        return Cli.Run(command);
    }

    private void Program(string name, string body)
    {
        var path = _folder.Combine(name);
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
