using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Planning;

/// <summary>What does not fit is skipped with the arithmetic, before anything is allocated.</summary>
public static class MemoryRule
{
    /// <summary>The rest is the driver's, the display's, and on a CPU everybody else's.</summary>
    public const double UsableShare = 0.8;

    public static Refusal? Refuse(DeviceInfo device, WorkloadDefinition workload, Trial trial)
    {
        var needed = workload.BytesPerSet(trial.Point, trial.DType);
        var usable = device.MemoryBytes * UsableShare;
        return needed <= usable
            ? null
            : Refusal.Skipped(string.Create(
                CultureInfo.InvariantCulture,
                $"{trial.Workload} needs {needed / 1e9:F1} GB, {device.Id} has {device.MemoryBytes / 1e9:F1} GB "
                + $"of which {UsableShare:P0} is used at most; use a smaller point by --axis"));
    }
}
