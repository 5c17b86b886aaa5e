namespace GpuBench.Tests.CommandLine;

internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>Lines of standard error, except the progress of a run. Progress lines begin with a bracket.</summary>
    public string[] ErrorLines => [.. Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('['))];
}
