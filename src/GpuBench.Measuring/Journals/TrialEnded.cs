using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Journals;

/// <summary>The trial has no more rounds to come, for this reason: unsupported, skipped or failed.</summary>
public sealed record TrialEnded(string Key, TrialStatus Status, string Reason) : JournalEntry;
