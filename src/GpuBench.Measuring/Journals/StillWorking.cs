namespace GpuBench.Measuring.Journals;

/// <summary>The worker uses processor time: it compiles, loads or computes, and does not merely wait.</summary>
public sealed record StillWorking : JournalEntry
{
    public override bool Lasting => false;
}
