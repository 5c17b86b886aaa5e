using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;

namespace GpuBench.Measuring.Running;

/// <summary>Watches without a word.</summary>
public sealed class SilentObserver : IRunObserver
{
    public void DeviceStarting(PlannedDevice device) { }

    public void Saw(JournalEntry entry, RunProgress progress) { }

    public void WorkerLost(string what) { }
}
