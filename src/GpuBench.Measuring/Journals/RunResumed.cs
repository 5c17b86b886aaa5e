namespace GpuBench.Measuring.Journals;

/// <summary>The run was cut off before this line and went on after it.</summary>
public sealed record RunResumed(DateTimeOffset At, IReadOnlyList<string> Command) : JournalEntry;
