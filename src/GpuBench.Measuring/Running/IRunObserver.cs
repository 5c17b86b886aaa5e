using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;

namespace GpuBench.Measuring.Running;

/// <summary>Watches a run: a terminal's progress line, or nobody.</summary>
public interface IRunObserver
{
    /// <summary>Before the first entry of a device.</summary>
    void DeviceStarting(PlannedDevice device);

    /// <summary>Every entry, those that are not kept included.</summary>
    void OnEntry(JournalEntry entry, RunProgress progress);

    void WorkerLost(string what);
}

/// <summary>Watches without a word.</summary>
public sealed class SilentObserver : IRunObserver
{
    public void DeviceStarting(PlannedDevice device) { }

    public void OnEntry(JournalEntry entry, RunProgress progress) { }

    public void WorkerLost(string what) { }
}
