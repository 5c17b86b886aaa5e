using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>An unforeseen exception gives one line and exit code 70. A file contains its stack trace.</summary>
public sealed class UnforeseenTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private CliResult Run(string fault, string temporary, params string[] arguments)
    {
        var command = Cli.Command(_folder.FullName, arguments);
        command.Environment["GPUBENCH_FAULT"] = fault;
        command.Environment["TMPDIR"] = temporary;
        command.Environment["HOME"] = "/proc";
        command.Environment["XDG_DATA_HOME"] = "";
        return Cli.Run(command);
    }

    [Fact]
    public void One_line_names_the_report_file_which_has_the_details()
    {
        var result = Run("Throw@program", _folder.FullName, "figures", "list", "--kind", "gemm");
        Assert.Equal(70, result.ExitCode);
        Assert.Empty(result.Output);
        var line = Assert.Single(result.ErrorLines);
        Assert.StartsWith("gpubench: unforeseen InvalidOperationException: injected fault; ", line, StringComparison.Ordinal);
        var file = Assert.Single(Directory.GetFiles(_folder.FullName));
        Assert.EndsWith(file, line, StringComparison.Ordinal);
        var details = File.ReadAllText(file);
        Assert.Contains("Arguments: figures list --kind gemm", details, StringComparison.Ordinal);
        Assert.Contains("   at GpuBench.", details, StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_reports_that_the_report_file_could_not_be_saved()
    {
        var result = Run("Throw@program", "/proc/nowhere", "figures", "list");
        Assert.Equal(70, result.ExitCode);
        Assert.Contains("could not be saved (/proc/nowhere/", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void The_parent_reports_the_exception_of_a_worker_thread()
    {
        var result = Run("Throw@worker-thread", _folder.FullName, "run", "--device", "cpu", "--engine", "ilgpu", "--dry-run");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains(
            "ended by an unhandled exception (exit code 70); "
            + "last output: gpubench: unforeseen InvalidOperationException: injected fault",
            Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "exec >/dev/full", "--help")]
    [InlineData(1, "exec >&-", "--version")]
    [InlineData(2, "exec 2>/dev/full", "nonsense")]
    [InlineData(2, "exec 2>&-", "nonsense")]
    public void A_stream_that_cannot_be_written_does_not_change_the_exit_code(int exitCode, string before, params string[] arguments)
    {
        var result = Cli.RunInShell(_folder.FullName, before, arguments);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_that_is_not_read_to_its_end_is_not_an_error()
    {
        var result = Cli.RunInShell(_folder.FullName, "{ dotnet \"$@\"; echo $? >code; } | head -n 1 >first; exit", "figures", "list");
        Assert.Empty(result.Error);
        Assert.Equal("0", File.ReadAllText(_folder.Combine("code")).Trim());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"order\":\"dance\"}")]
    public void A_worker_without_a_valid_order_is_bad_input(string order)
    {
        File.WriteAllText(_folder.Combine("order"), order);
        var result = Cli.RunInShell(_folder.FullName, "exec <order", "worker");
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("use gpubench run", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_bad_input()
    {
        var path = _folder.Combine("secret.json");
        Directory.CreateDirectory(path);
        var result = Cli.Run(_folder.FullName, "compare", "secret.json");
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("secret.json: cannot be read", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }
}
