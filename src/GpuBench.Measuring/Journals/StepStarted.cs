using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Rounds;

namespace GpuBench.Measuring.Journals;

/// <summary>What a worker does next in a round, and how long it may be silent over it.</summary>
public sealed record StepStarted(RoundStep Step, SilenceLimit Limit) : JournalEntry
{
    public override bool Lasting => false;
}
