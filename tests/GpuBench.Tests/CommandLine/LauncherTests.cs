using System.Diagnostics;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>The two commands of the README on a machine without a .NET SDK.</summary>
public sealed class LauncherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("gpubench")]
    [InlineData("test")]
    public void A_launcher_explains_how_to_install_a_missing_SDK(string launcher)
    {
        // A PATH with only the few tools that the launchers need, without dotnet.
        foreach (var tool in (string[])["dirname", "cat", "grep"])
            File.CreateSymbolicLink(_folder.Combine(tool), File.Exists($"/usr/bin/{tool}") ? $"/usr/bin/{tool}" : $"/bin/{tool}");
        var command = new ProcessStartInfo("/bin/sh", [Repository.File(launcher)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        command.Environment["PATH"] = _folder.FullName;
        command.Environment["HOME"] = _folder.FullName;
        var result = Cli.Run(command);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("apt-get install", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }
}
