namespace GpuBench.Testing;

/// <summary>
/// Of a single match of a regular expression: only one that never ends takes so long, even on a machine with a hundred other processes.
/// </summary>
public static class MatchLimit
{
    public const int Milliseconds = 600_000;

    public static TimeSpan Span => TimeSpan.FromMilliseconds(Milliseconds);
}
