using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>A role of this assembly's own entry point, which writes one report as JSON to standard output.</summary>
internal static class ChildProcess
{
    /// <summary>The start of a child without any environment variable that selects a libtorch.</summary>
    public static ProcessStartInfo Start(string role, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ChildProcess).Assembly.Location, role, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in new[] { "GPUBENCH_LIBTORCH", "VIRTUAL_ENV", "CONDA_PREFIX" })
            start.Environment.Remove(name);
        return start;
    }

    /// <summary>Waits until the child exits. The exit code must be 0.</summary>
    public static TReport Report<TReport>(this ProcessStartInfo start)
    {
        using var child = Process.Start(start)!;
        var complaints = child.StandardError.ReadToEndAsync();
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Assert.True(child.ExitCode == 0, $"The child ended with {child.ExitCode}: {complaints.Result}");
        return JsonSerializer.Deserialize<TReport>(output)!;
    }
}
