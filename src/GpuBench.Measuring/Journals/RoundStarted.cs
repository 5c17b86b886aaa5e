namespace GpuBench.Measuring.Journals;

/// <summary>If nothing more is heard, this trial is the one that broke the worker.</summary>
public sealed record RoundStarted(string Key, int RoundIndex) : JournalEntry
{
    public override bool Lasting => false;
}
