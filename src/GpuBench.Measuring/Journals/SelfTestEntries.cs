namespace GpuBench.Measuring.Journals;

/// <summary>If nothing more is heard, this workload is the one that broke the worker.</summary>
public sealed record SelfTestStarted(string Workload) : JournalEntry
{
    public override bool Lasting => false;
}

/// <param name="Failure">What went wrong; null: nothing.</param>
public sealed record SelfTestEnded(string Workload, string? Failure) : JournalEntry
{
    public override bool Lasting => false;
}
