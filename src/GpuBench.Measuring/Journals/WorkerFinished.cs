namespace GpuBench.Measuring.Journals;

/// <summary>The worker's last line: it did all it was given, and did not merely stop.</summary>
/// <param name="RestartWanted">A trial failed in a way that may have harmed the device's context.</param>
public sealed record WorkerFinished(bool RestartWanted) : JournalEntry
{
    public override bool Lasting => false;
}
