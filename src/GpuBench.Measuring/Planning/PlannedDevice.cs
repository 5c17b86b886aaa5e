using GpuBench.Measuring.Devices;

namespace GpuBench.Measuring.Planning;

/// <summary>What one child process is given to do.</summary>
public sealed record PlannedDevice(DeviceInfo Device, IReadOnlyList<PlannedTrial> Trials)
{
    public int RunnableCount => Trials.Count(t => t.Refusal is null);
}
