using System.Diagnostics;

namespace GpuBench.Kernels.Tests.Running;

/// <summary>What the child is asked for must not stand in a test's own name, as an argument would: it would run itself for ever.</summary>
public sealed class TestRunTests
{
    [Fact]
    public void The_assembly_runs_its_tests_by_itself() =>
        Assert.Equal((0, "11 passed, 0 failed, 0 skipped"), Run("Fp8E4M3Tests.The_landmarks"));

    [Fact]
    public void A_name_without_a_test_is_a_failure() =>
        Assert.Equal((1, "0 passed, 0 failed, 0 skipped"), Run("no such name"));

    private static (int ExitCode, string Summary) Run(string text)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(TestRun).Assembly.Location, "test", text])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
    }
}
