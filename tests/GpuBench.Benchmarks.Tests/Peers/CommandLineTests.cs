using System.Diagnostics;

namespace GpuBench.Benchmarks.Tests.Peers;

/// <summary>The real program, as a child process.</summary>
public sealed class CommandLineTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "GpuBench.Benchmarks.dll");

    [Theory]
    [InlineData("peers matmul --list --device-class accelerator --peers cublas --only bf16,m=4096", 0, "1 comparisons")]
    [InlineData("peers matmul --list --device-class accelerator --only fp17", 1, "no comparison has fp17")]
    [InlineData("peers matmul --only q=3", 1, "no comparison has q=3")]
    [InlineData("peers matmul --peers nobody", 2, "use one or more of openblas,clblast,cublas,torch,naive")]
    [InlineData("peers matmul --kernel nobody", 2, "--kernel: 'nobody' is not known; use one of naive, shared-tile,")]
    [InlineData("peers matmul --kernel nobody --list --device-class accelerator", 2, "'nobody' is not known")]
    [InlineData("peers matmul --kernel tensor-tile --list --device-class accelerator --only bf16,m=4096", 0, "2 comparisons")]
    [InlineData("peers model --list", 0, "6 comparisons")]
    [InlineData("peers model --only m=1", 1, "no comparison has m=1")]
    [InlineData("peers", 2, "'peers matmul' or 'peers model'")]
    public async Task The_exit_code_and_the_last_line_report_the_outcome(string arguments, int exitCode, string says)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments.Split(' ')])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Other tests set this variable to a library in the memory of this process.
        start.Environment.Remove("GPUBENCH_LIBCUDA");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(exitCode, process.ExitCode);
        Assert.Contains(says, (await output + await error).TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }
}
