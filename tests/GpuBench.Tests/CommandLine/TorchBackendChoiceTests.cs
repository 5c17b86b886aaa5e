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
    public void Without_a_driver_the_cpu_library_is_taken()
    {
        var result = Build(hasDriver: false, hasPyTorch: false);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["build project -c Release -v quiet -nologo -p:TorchBackend=cpu"], DotnetCalls());
        Assert.DoesNotContain("CUDA", result.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void A_driver_without_pytorch_takes_the_cuda_library_and_says_so_first()
    {
        var result = Build(hasDriver: true, hasPyTorch: false);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["restore project -v quiet -p:TorchBackend=cuda", "build project -c Release -v quiet -nologo -p:TorchBackend=cuda"],
            DotnetCalls());
        Assert.Contains("some thirty packages", result.Error.Split('\n')[0], StringComparison.Ordinal);
    }

    [LinuxFact]
    public void A_driver_with_pytorch_fetches_no_second_cuda_library()
    {
        Build(hasDriver: true, hasPyTorch: true);
        Assert.EndsWith("TorchBackend=cpu", Assert.Single(DotnetCalls()), StringComparison.Ordinal);
    }

    [LinuxFact]
    public void What_cannot_be_fetched_falls_back_to_the_cpu_with_the_reason()
    {
        var result = Build(hasDriver: true, hasPyTorch: false, restoreFails: true);
        Assert.Equal(0, result.ExitCode);
        Assert.EndsWith("TorchBackend=cpu", DotnetCalls()[^1], StringComparison.Ordinal);
        Assert.Contains("cannot be fetched: error NU1101: no such package", result.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void What_the_user_sets_decides()
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
