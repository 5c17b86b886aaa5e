using System.Diagnostics;

namespace GpuBench.GpuChecks.Tests.Rehearsing;

/// <summary>Starts the program with its script, on the programs of the build.</summary>
public sealed class RehearsalTests : IDisposable
{
    private const string OneCheck = """
        { "probe": { "command": "true", "limitSeconds": 600 }, "checks": [
          { "name": "rate", "purpose": "p", "command": "COMMAND", "shows": "s", "limitSeconds": 600,
            "expect": { "log": [ { "pattern": "PATTERN" } ] } } ] }
        """;

    private readonly TemporaryFolder _folder = new();

    [PythonFact]
    [Trait("Tier", "all")]
    public void Every_command_is_valid_for_a_GPU_and_passes_its_rehearsal_without_a_GPU()
    {
        var (exitCode, output) = Run("--rehearse", "--out", _folder.Path);
        Assert.True(exitCode == 0, output);

        var archive = _folder.File("gpu-run.tar.gz");
        (exitCode, output) = Run("--take", archive);
        Assert.Equal(1, exitCode);
        Assert.Contains("is a rehearsal", output, StringComparison.Ordinal);
        (exitCode, output) = Run("--take", archive, "--into", _folder.File("taken"));
        Assert.True(exitCode == 0, output);
        Assert.NotEmpty(Directory.GetFiles(_folder.File("taken"), "streams.json", SearchOption.AllDirectories));
    }

    /// <summary>A sample that covers each kind of program and tool. Without <c>--only</c> every word is tested.</summary>
    [Fact]
    [Trait("Tier", "all")]
    public void A_misspelt_word_of_a_command_is_noticed()
    {
        var (exitCode, output) = Run("--damage", "--only", "machine,first-product,mma-rate,racecheck,few-rows-fp16-1");
        Assert.True(exitCode == 0, output);
        Assert.Matches("^[1-9][0-9]* words of 5 commands were misspelt; 0 of them were not noticed$", output.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public void A_misspelt_word_that_no_check_detects_is_reported()
    {
        var (exitCode, output) = Run("--damage", "--checks", List("echo any", "^any"));
        Assert.Equal(1, exitCode);
        Assert.Contains("not noticed: rate: 'any'", output, StringComparison.Ordinal);
        Assert.Contains("2 words of 1 commands were misspelt; 1 of them were not noticed", output, StringComparison.Ordinal);
    }

    [Theory]
    // A pattern that does not match the log.
    [InlineData("ptx-calibration mma-rate 0.001", "^mma bf16", "nothing in the log matches ^mma bf16")]
    // Errors on the GPU's side only: an invalid axis, a filter that matches no test, a comparison that does not exist, an invalid size.
    [InlineData("gpubench {run --device cuda --axis q=1|devices}", ".", "the GPU's side of the command is not understood")]
    [InlineData(
        "GpuBench.Kernels.Tests {test Cuda_product_was_right|list Cuda_fill}", ".", "the GPU's side of the command is not understood")]
    [InlineData("{GpuBench.Benchmarks peers matmul --only fp17|echo}", "", "the GPU's side of the command is not understood")]
    [InlineData("{GpuBench.Kernels.Tests measure Cuda 40960|echo}", "", "the GPU's side of the command is not understood")]
    [InlineData("{ncu --set ful --kernel-name x --export y gpubench devices|echo}", "", "the GPU's side of the command is not understood")]
    [InlineData("{compute-sanitizer --tool racechek gpubench devices|echo}", "", "the GPU's side of the command is not understood")]
    public void A_command_that_is_invalid_or_matches_no_pattern_fails_its_rehearsal(string command, string pattern, string problem)
    {
        var (exitCode, output) = Run("--rehearse", "--out", _folder.Path, "--checks", List(command, pattern));
        Assert.Equal(1, exitCode);
        Assert.Contains(problem, output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_real_run_sets_the_variables_of_its_commands_and_packs_the_results()
    {
        const string Command =
            "echo limit $LIMIT_SECONDS; ls $GPU_CHECKS/checks.json; touch $HOME/x $CUDA_CACHE_PATH/x; command -v ptx-calibration";
        var (exitCode, output) = Run("3600", "--out", _folder.Path, "--checks", List(Command, "^limit [1-9]"));
        Assert.True(exitCode == 0, output);
        Assert.True(new FileInfo(_folder.File("gpu-run.tar.gz")).Length > 0);
        Assert.Contains("1 passed: rate", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--only", "no-such-check")]
    [InlineData("--only", "opencl")]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("--out")]
    [InlineData("--into", "x")]
    [InlineData("--checks", "/nowhere.json")]
    public void Invalid_arguments_give_exit_code_2(params string[] arguments) => Assert.Equal(2, Run(arguments).ExitCode);

    public void Dispose() => _folder.Dispose();

    private string List(string command, string pattern)
    {
        var path = _folder.File("list.json");
        File.WriteAllText(
            path, OneCheck.Replace("COMMAND", command, StringComparison.Ordinal).Replace("PATTERN", pattern, StringComparison.Ordinal));
        return path;
    }

    private static (int ExitCode, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Repository.File("tests/tools/gpu-run"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
