using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Journals;

/// <summary>The journal's unit: a round that never has to be measured again.</summary>
/// <param name="SetCount">Sets of operands that launches went round.</param>
public sealed record RoundFinished(string Key, KernelUsed Kernel, UnitClass Unit, int SetCount, Round Round) : JournalEntry;
