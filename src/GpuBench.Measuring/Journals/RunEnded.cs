namespace GpuBench.Measuring.Journals;

/// <summary>Nothing is left to do; a journal without this line can be resumed.</summary>
public sealed record RunEnded(DateTimeOffset At) : JournalEntry;
