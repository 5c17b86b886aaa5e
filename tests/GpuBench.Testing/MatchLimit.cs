namespace GpuBench.Testing;

/// <summary>
/// Time limit of a single match of a regular expression. Only a match that never ends takes this long, even on a machine with a hundred
/// other processes.
/// </summary>
public static class MatchLimit
{
    public const int Milliseconds = 600_000;

    public static TimeSpan Span => TimeSpan.FromMilliseconds(Milliseconds);
}
