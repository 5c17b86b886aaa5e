using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;

namespace GpuBench.Measuring.Running;

/// <summary>Observes a run, e.g. for a progress line in a terminal.</summary>
public interface IRunObserver
{
    /// <summary>Called before the first entry of a device.</summary>
    void DeviceStarting(PlannedDevice device);

    /// <summary>Called for every entry, persisted or not.</summary>
    void OnEntry(JournalEntry entry, RunProgress progress);

    /// <summary>Called when a worker ended before its request.</summary>
    void WorkerLost(string what);
}

/// <summary>Observer that prints nothing.</summary>
public sealed class SilentObserver : IRunObserver
{
    public void DeviceStarting(PlannedDevice device) { }

    public void OnEntry(JournalEntry entry, RunProgress progress) { }

    public void WorkerLost(string what) { }
}
