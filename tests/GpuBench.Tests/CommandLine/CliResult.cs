namespace GpuBench.Tests.CommandLine;

internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>Of standard error, without a run's progress: its lines begin with a bracket.</summary>
    public string[] ErrorLines => [.. Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('['))];
}
