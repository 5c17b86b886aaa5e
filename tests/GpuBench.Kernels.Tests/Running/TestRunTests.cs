namespace GpuBench.Kernels.Tests.Running;

/// <summary>A test must not have the text for its child as an argument. Arguments are part of its name, so it would run itself.</summary>
public sealed class TestRunTests
{
    [Fact]
    public void The_assembly_runs_its_tests_by_itself() =>
        Assert.Equal((0, "11 passed, 0 failed, 0 skipped"), Run("test", "Fp8E4M3Tests.The_landmarks"));

    [Fact]
    public void A_filter_that_matches_no_test_fails()
    {
        Assert.Equal((1, "0 passed, 0 failed, 0 skipped"), Run("test", "no such name"));
        Assert.Equal((1, "0 tests"), Run("list", "no such name"));
    }

    [Fact]
    public void A_list_has_the_names_of_the_tests_that_would_run()
    {
        var list = ChildRun.Of(libCuda: null, "list", "Fp8E4M3Tests.The_landmarks");
        var lines = list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((0, "11 tests", 12), (list.ExitCode, list.LastLine, lines.Length));
        Assert.All(lines[..^1], line => Assert.Contains("Fp8E4M3Tests.The_landmarks", line, StringComparison.Ordinal));
    }

    private static (int ExitCode, string Summary) Run(string command, string text)
    {
        var child = ChildRun.Of(libCuda: null, command, text);
        return (child.ExitCode, child.LastLine);
    }
}
