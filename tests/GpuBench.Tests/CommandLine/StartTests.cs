using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>Commands that compare nothing do not read the published figures.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The program with a fault in the reading of figures.</summary>
    private CliResult Run(params string[] arguments)
    {
        var command = Cli.Command(_folder.FullName, arguments);
        command.Environment["GPUBENCH_FAULT"] = "Throw@figures";
        command.Environment["TMPDIR"] = _folder.FullName;
        return Cli.Run(command);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("devices")]
    [InlineData("workloads")]
    [InlineData("run", "--dry-run", "--suite", "ci")]
    public void A_command_that_compares_nothing_does_not_read_the_figures(params string[] arguments) =>
        Assert.Equal(0, Run(arguments).ExitCode);

    [Theory]
    [InlineData("compare", "h20", "--against", "h100")]
    [InlineData("figures", "list")]
    [InlineData("figures", "headline")]
    public void A_command_that_compares_reads_them(params string[] arguments) => Assert.Equal(70, Run(arguments).ExitCode);
}
