using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>The effect of <c>-p:TorchBackend=</c> on the project, without a restore because one of the packages is several GB.</summary>
public sealed class TorchBackendTests
{
    [Theory]
    [InlineData(null, "libtorch-cpu-linux-x64")]
    [InlineData("cpu", "libtorch-cpu-linux-x64")]
    [InlineData("cuda", "TorchSharp-cuda-linux")]
    [InlineData("external", null)]
    public void Each_TorchBackend_value_references_its_own_libtorch_package_or_none(string? backend, string? package)
    {
        var references = PackageReferences(backend);
        Assert.Contains("TorchSharp", references, StringComparer.Ordinal);
        var natives = references.Where(reference => reference.StartsWith("libtorch-", StringComparison.Ordinal)
            || reference.StartsWith("TorchSharp-", StringComparison.Ordinal));
        Assert.Equal(package is null ? [] : [package], natives, StringComparer.Ordinal);
    }

    [LinuxFact]
    public void The_bundled_libtorch_is_not_copied_beside_the_program()
        => Assert.Empty(Directory.EnumerateFiles(AppContext.BaseDirectory, "libtorch*.so", SearchOption.AllDirectories));

    private static List<string> PackageReferences(string? backend)
    {
        string[] property = backend is null ? [] : [$"-p:TorchBackend={backend}"];
        var start = new ProcessStartInfo("dotnet", ["msbuild", ProjectFile(), "-nologo", "-getItem:PackageReference", .. property])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var build = Process.Start(start)!;
        var output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        Assert.True(build.ExitCode == 0, output);
        using var document = JsonDocument.Parse(output);
        return document.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!)
            .ToList();
    }

    private static string ProjectFile([CallerFilePath] string here = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "GpuBench.Torch", "GpuBench.Torch.csproj"));
}
